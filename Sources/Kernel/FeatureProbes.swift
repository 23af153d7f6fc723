/// Asks the running kernel what it and this user may do.
package enum FeatureProbes {
    /// All features, in the order of `FeatureName`. Takes about 10 ms, as some programs are really attached; leaves nothing
    /// behind.
    package static func all() -> [Feature] { probe(FeatureName.allCases) }

    /// Some features, in the order given.
    package static func probe(_ names: [FeatureName]) -> [Feature] {
        let settings = SettingProbes()
        let programs = ProgramProbes(mayLoadPrograms: settings.mayLoadPrograms)
        return names.map { probe($0, settings, programs) }
    }

    private static func probe(_ name: FeatureName, _ settings: SettingProbes, _ programs: ProgramProbes) -> Feature {
        switch name {
        case .systemCall: programs.systemCall()
        case .typeInformation: programs.typeInformation()
        case .syscallTracepoint: programs.syscallTracepoint()
        case .ringBuffer: programs.ringBuffer()
        case .taskStorage: programs.taskStorage()
        case .tailCalls: programs.tailCalls()
        case .readOnlyCast: programs.readOnlyCast()
        case .numberIterator: programs.numberIterator()
        case .prepareExec: programs.prepareExec()
        case .functionHooks: programs.functionHooks()
        case .securityHooks: programs.securityHooks(files: settings.files)
        case .justInTime: settings.justInTime()
        case .capabilityBPF, .capabilityPerformance, .capabilityAdministrator, .capabilityTrace: settings.capability(name)
        case .unprivileged: settings.unprivileged()
        case .unlocked: settings.unlocked()
        case .lockedMemory: settings.lockedMemory()
        case .threadDescriptors: settings.threadDescriptors()
        case .controlGroups: settings.controlGroups()
        case .traceFiles: settings.traceFiles()
        case .attaching: settings.attaching()
        case .performanceEvents: settings.performanceEvents()
        case .compatibility: settings.compatibility()
        }
    }
}
