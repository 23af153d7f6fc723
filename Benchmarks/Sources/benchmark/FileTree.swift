import Glibc

/// A directory tree with many empty files, for `find`.
enum FileTree {
    private static let filesInDirectory = 100
    private static let directoriesInDirectory = 10

    /// Makes a tree of `files` files under `path`: a hundred in each leaf directory, ten directories in each directory above.
    static func make(at path: String, files: Int) throws(BenchmarkError) {
        let leaves = (files + filesInDirectory - 1) / filesInDirectory
        var left = files
        try makeDirectory(path)
        var made: Set<String> = [path]
        for leaf in 0..<leaves {
            try Signals.check()
            // The digits of the leaf's number are the way to it: 0…9/0…9/…/0…9.
            var directory = path
            for digit in digits(of: leaf, under: leaves) {
                directory += "/directory-\(digit)"
                if made.insert(directory).inserted { try makeDirectory(directory) }
            }
            for file in 0..<min(filesInDirectory, left) {
                let name = "\(directory)/file-\(file)"
                let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
                guard descriptor >= 0 else { throw .system(attempt: "make the file", on: name, number: errno) }
                close(descriptor)
            }
            left -= min(filesInDirectory, left)
        }
    }

    private static func makeDirectory(_ path: String) throws(BenchmarkError) {
        guard mkdir(path, 0o700) == 0 else { throw .system(attempt: "make the directory", on: path, number: errno) }
    }

    /// The digits of a number, as many as the numbers under `count` need, the highest first.
    private static func digits(of number: Int, under count: Int) -> [Int] {
        var digits: [Int] = []
        var rest = number
        var largest = max(count - 1, 1)
        while largest > 0 {
            digits.append(rest % directoriesInDirectory)
            rest /= directoriesInDirectory
            largest /= directoriesInDirectory
        }
        return digits.reversed()
    }
}
