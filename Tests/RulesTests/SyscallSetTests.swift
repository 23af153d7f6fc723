import Rules
import Schema
import Testing

@Suite struct SyscallSetTests {
    @Test func holdsTheNumbersGivenAndNoOthers() {
        let numbers = [0, 1, 63, 64, 127, 511, 1023]
        let set = SyscallSet(numbers)
        #expect(set.numbers == numbers)
        for number in -2..<1100 { #expect(set.contains(number) == numbers.contains(number), "\(number)") }
    }

    @Test func leavesOutWhatCannotBeAMember() {
        #expect(SyscallSet([-1, 1024, Int.max, Int.min]).isEmpty)
    }

    @Test(arguments: [-1, 1024, 0x4000_0000, Int.min, Int.max]) func numbersBeyondTheCapacityBelongTogether(number: Int) {
        #expect(!SyscallSet([3]).contains(number))
        #expect(SyscallSet([3]).inverted.contains(number))
    }

    @Test func everythingIsTheComplementOfNothing() {
        #expect(SyscallSet().inverted == .everything)
        #expect(SyscallSet.everything.inverted == SyscallSet())
        #expect(SyscallSet.everything.isEverything)
        #expect(SyscallSet(0..<1024).isEverything == false, "the numbers beyond are missing")
        #expect(SyscallSet.everything.numbers == Array(0..<1024))
    }

    @Test func unionAndIntersection() {
        var union = SyscallSet([1, 200])
        union.formUnion(SyscallSet([2, 200]))
        #expect(union.numbers == [1, 2, 200])
        var intersection = SyscallSet([1]).inverted
        intersection.formIntersection(SyscallSet([1, 2, 300]))
        #expect(intersection == SyscallSet([2, 300]))
        var both = SyscallSet([1]).inverted
        both.formIntersection(SyscallSet([2]).inverted)
        #expect(both == SyscallSet([1, 2]).inverted)
    }

    @Test func signalsAreNumberedFromOne() {
        #expect(SignalSet.all.numbers == Array(1...64))
        #expect(!SignalSet.all.contains(0) && !SignalSet.all.contains(65))
        #expect(SignalSet([0, 1, 64, 65]).numbers == [1, 64])
        #expect(SignalSet([1, 64]).inverted.numbers == Array(2...63))
    }
}
