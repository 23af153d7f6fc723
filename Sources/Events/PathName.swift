/// Path arithmetic on bytes: paths are not text, and a path that is no UTF-8 must not be mistaken for another.
enum PathName {
    private static let slash: UInt8 = 0x2f
    private static let dot: UInt8 = 0x2e

    static func isAbsolute(_ path: some Collection<UInt8>) -> Bool { path.first == slash }

    /// `path` as seen from `directory`, without `.`, `..` and repeated slashes. Links are not followed.
    static func resolve(_ path: some Collection<UInt8>, in directory: [UInt8]) -> [UInt8] {
        var components: [ArraySlice<UInt8>] = []
        func add(_ part: [UInt8]) {
            for component in part.split(separator: slash) {
                if component.elementsEqual([dot]) { continue }
                if component.elementsEqual([dot, dot]) {
                    _ = components.popLast()
                } else {
                    components.append(component)
                }
            }
        }
        if !isAbsolute(path) { add(directory) }
        add(Array(path))
        return components.isEmpty ? [slash] : components.flatMap { [slash] + $0 }
    }
}
