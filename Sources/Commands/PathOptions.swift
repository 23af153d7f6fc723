import Events
import Rules
import Sessions

extension OutputOptions {
    /// The filter for `-P`; nil without paths.
    func pathFilter(_ selection: Selection, _ scope: TraceScope) throws -> PathFilter? {
        guard !selection.paths.isEmpty else { return nil }
        return PathFilter(paths: selection.paths)
    }
}
