/// How many insertions, deletions, replacements and swaps of neighbours turn one text into the other (Damerau–Levenshtein, in its form where no
/// part is edited twice).
func editDistance(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Int {
    let left = Array(left)
    let right = Array(right)
    var twoBack = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for row in 0..<left.count {
        var current = [row + 1]
        current.reserveCapacity(right.count + 1)
        for column in 0..<right.count {
            let replacement = previous[column] + (left[row] == right[column] ? 0 : 1)
            var best = min(replacement, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, twoBack[column - 1] + 1)
            }
            current.append(best)
        }
        twoBack = previous
        previous = current
    }
    return previous[right.count]
}

/// The candidate that `word` most likely stands for, or nil when none is near.
///
/// Near means one edit for every three letters, and at least one. Letter case is not an edit. Among equals, one that begins with the same letter
/// wins, then the earlier in the list.
func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let longest = 64
    guard word.utf8.count <= longest else { return nil }
    let lowercased = Array(word.lowercased().utf8)
    var limit = max(1, lowercased.count / 3)
    var best: (candidate: String, startsAlike: Bool)?
    for candidate in candidates {
        let utf8 = Array(candidate.lowercased().utf8)
        guard abs(utf8.count - lowercased.count) <= limit else { continue }
        let distance = editDistance(lowercased, utf8)
        let startsAlike = utf8.first == lowercased.first
        let isBetter = best.map { distance < limit || (distance == limit && startsAlike && !$0.startsAlike) } ?? (distance <= limit)
        if isBetter {
            best = (candidate, startsAlike)
            limit = distance
        }
    }
    return best?.candidate
}
