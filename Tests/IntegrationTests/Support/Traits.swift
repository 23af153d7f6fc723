import Glibc
import Testing

extension Trait where Self == ConditionTrait {
    /// The test loads programs into the running kernel.
    static var requiresRoot: Self { .enabled(if: geteuid() == 0, "needs root") }

    /// The test runs this program.
    static func requires(tool name: String) -> Self {
        .enabled(if: Tool.path(of: name) != nil, "needs \(name)")
    }

    /// The test runs 32-bit programs.
    static var requiresI386: Self {
        .enabled(if: Fixture.makesI386, "needs a compiler that takes -m32 (gcc-multilib) and a kernel that runs the result")
    }

    /// The test makes a control group.
    static var requiresCgroups: Self {
        .enabled(if: ControlGroup.mount != nil, "needs a cgroup v2 hierarchy")
    }
}

/// All integration tests, one after the other: each has the machine to itself, as far as the others in this process let it.
@Suite(.serialized, .requiresRoot)
enum Integration {}
