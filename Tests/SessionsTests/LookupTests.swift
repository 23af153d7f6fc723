import Foundation
import Testing

@testable import Sessions

/// Cgroups by path and by container, in a tree that looks like one.
@Suite struct CgroupLookupTests {
    private static let long = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    private static let other = "0123456789ffffff0123456789abcdef0123456789abcdef0123456789abcdef"

    // swift-format-ignore
    static let names: [(name: String, identifier: String?)] = [
        ("docker-\(long).scope",          long),
        ("libpod-\(long).scope",          long),
        ("cri-containerd-\(long).scope",  long),
        ("crio-\(long).scope",            long),
        ("containerd-abc.scope",          "abc"),
        ("runc-web.scope",                "web"),
        ("libpod-\(long)",                long),
        (long,                            long),
        ("web",                           "web"),
        ("libpod-conmon-\(long).scope",   nil),
        ("crio-conmon-\(long).scope",     nil),
        ("libpod-conmon-\(long)",         nil),
        ("session-3.scope",               nil),
        ("init.scope",                    nil),
        ("system.slice",                  nil),
        ("ssh.service",                   nil),
        ("docker.socket",                 nil),
        ("tmp.mount",                     nil),
    ]

    @Test(arguments: names) func identifiers(_ row: (name: String, identifier: String?)) {
        #expect(CgroupLookup.containerIdentifier(row.name) == row.identifier)
    }

    // swift-format-ignore
    static let layouts: [(name: String, path: String)] = [
        ("docker under systemd",      "system.slice/docker-\(long).scope"),
        ("docker with cgroupfs",      "docker/\(long)"),
        ("podman of a user",          "user.slice/user-1000.slice/user@1000.service/user.slice/libpod-\(long).scope"),
        ("kubernetes, containerd",    "kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-\(long).scope"),
        ("kubernetes with cgroupfs",  "kubepods/besteffort/pod1/\(long)"),
        ("cri-o",                     "machine.slice/crio-\(long).scope"),
    ]

    @Test(arguments: layouts) func aContainerByTheBeginningOfItsID(_ row: (name: String, path: String)) throws {
        let tree = try TemporaryDirectory()
        try tree.directory("init.scope")
        try tree.directory("system.slice/ssh.service")
        let expected = try tree.directory(row.path)
        try tree.directory(row.path + "/below/" + Self.other)
        try tree.file("0123456789abcdef0123456789abcdef")
        for count in [1, 4, 12, 63, 64] {
            #expect(try CgroupLookup.container(String(Self.long.prefix(count)), below: tree.path) == expected)
        }
    }

    @Test func severalContainersWithOneBeginning() throws {
        let tree = try TemporaryDirectory()
        try tree.directory("docker-\(Self.long).scope")
        try tree.directory("system.slice/docker-\(Self.other).scope")
        #expect(throws: SessionError.ambiguousContainer("0123", [Self.long, Self.other])) {
            try CgroupLookup.container("0123", below: tree.path)
        }
        #expect(try CgroupLookup.container("0123456789f", below: tree.path).hasSuffix("docker-\(Self.other).scope"))
    }

    /// Two cgroups of one container are no two containers; the first that is found stands above or beside the other.
    @Test func oneContainerInTwoPlaces() throws {
        let tree = try TemporaryDirectory()
        try tree.directory("a/docker-\(Self.long).scope")
        try tree.directory("b/\(Self.long)")
        #expect(try CgroupLookup.container("0123", below: tree.path).contains(Self.long))
    }

    /// Names that somebody chose are taken in full: the beginning of an id must not stand for the cgroup above all containers.
    @Test func chosenNames() throws {
        let tree = try TemporaryDirectory()
        try tree.directory("docker/d0c4e5\(Self.long.dropFirst(6))")
        let web = try tree.directory("web")
        #expect(try CgroupLookup.container("web", below: tree.path) == web)
        #expect(throws: SessionError.noContainer("we")) { try CgroupLookup.container("we", below: tree.path) }
        #expect(try CgroupLookup.container("d0", below: tree.path).hasPrefix(tree.path + "/docker/d0c4"))
        #expect(try CgroupLookup.container("d", below: tree.path).hasPrefix(tree.path + "/docker/d0c4"))
    }

    @Test(arguments: ["", "/", "a/b", "ffff", "docker"]) func noSuchContainer(_ identifier: String) throws {
        let tree = try TemporaryDirectory()
        try tree.directory("system.slice/docker-\(Self.long).scope")
        #expect(throws: SessionError.noContainer(identifier)) { try CgroupLookup.container(identifier, below: tree.path) }
    }

    @Test func aCgroupByItsPath() throws {
        let tree = try TemporaryDirectory()
        let service = try tree.directory("system.slice/ssh.service")
        for path in [
            "system.slice/ssh.service", "/system.slice/ssh.service", service, service + "/", "system.slice/../system.slice/ssh.service",
        ] {
            #expect(try CgroupLookup.directory(for: path, below: tree.path) == service)
        }
        #expect(try CgroupLookup.directory(for: "/", below: tree.path) == tree.path)
    }

    @Test(arguments: ["nothing", "/tmp", "file", ".."]) func noSuchCgroup(_ path: String) throws {
        let tree = try TemporaryDirectory()
        try tree.file("file")
        #expect(throws: SessionError.noCgroup(path)) { try CgroupLookup.directory(for: path, below: tree.path) }
    }
}

/// Commands as a shell finds them.
@Suite struct CommandLookupTests {
    @Test func theFirstDirectoryThatHasIt() throws {
        let tree = try TemporaryDirectory()
        try tree.directory("empty")
        try tree.directory("directory/tool")
        try tree.directory("first")
        try tree.directory("second")
        try tree.file("first/tool", mode: 0o755)
        try tree.file("second/tool", mode: 0o755)
        let search = ["empty", "missing", "directory", "first", "second"].map { tree.path + "/" + $0 }.joined(separator: ":")
        #expect(try CommandLookup.path(of: "tool", search: search) == tree.path + "/first/tool")
    }

    @Test func aFileThatCannotBeRunIsPassedOver() throws {
        let tree = try TemporaryDirectory()
        try tree.directory("first")
        try tree.directory("second")
        let refused = try tree.file("first/tool")
        let search = tree.path + "/first:" + tree.path + "/second"
        #expect(throws: SessionError.notExecutable(refused, error: EACCES)) { try CommandLookup.path(of: "tool", search: search) }
        let found = try tree.file("second/tool", mode: 0o755)
        #expect(try CommandLookup.path(of: "tool", search: search) == found)
    }

    @Test func aNameWithASlashIsAPath() throws {
        let tree = try TemporaryDirectory()
        let tool = try tree.file("tool", mode: 0o755)
        let text = try tree.file("text")
        #expect(try CommandLookup.path(of: tool, search: "") == tool)
        #expect(throws: SessionError.notExecutable(text, error: EACCES)) { try CommandLookup.path(of: text) }
        #expect(throws: SessionError.notExecutable(tree.path, error: EISDIR)) { try CommandLookup.path(of: tree.path) }
        #expect(throws: SessionError.noCommand("./no/such/tool")) { try CommandLookup.path(of: "./no/such/tool") }
    }

    @Test(arguments: ["", "no-such-command-anywhere"]) func noSuchCommand(_ name: String) {
        #expect(throws: SessionError.noCommand(name)) { try CommandLookup.path(of: name, search: "/usr/bin:/bin") }
    }

    /// What the environment says, when nobody says otherwise.
    @Test func theEnvironment() throws { #expect(try CommandLookup.path(of: "sh").hasSuffix("/sh")) }
}
