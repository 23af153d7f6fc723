import Events
import Glibc

extension OutputBuffer {
    /// `"name":`
    @inline(__always)
    func append(key name: Word) {
        let target = room(name.count + 3)
        target[0] = 0x22
        memcpy(target + 1, name.start, name.count)
        target[name.count + 1] = 0x22
        target[name.count + 2] = 0x3a
        advance(name.count + 3)
    }

    /// `"name"`
    @inline(__always)
    func append(quotedWord word: Word) {
        let target = room(word.count + 2)
        target[0] = 0x22
        memcpy(target + 1, word.start, word.count)
        target[word.count + 1] = 0x22
        advance(word.count + 2)
    }

    /// Puts text before what has been written since the buffer had `position` bytes.
    func insert(_ text: StaticString, at position: Int) {
        let length = text.utf8CodeUnitCount
        let moved = count - position
        guard moved >= 0 else { return }
        let place = room(length) - moved
        memmove(place + length, place, moved)
        memcpy(place, text.utf8Start, length)
        advance(length)
    }
}
