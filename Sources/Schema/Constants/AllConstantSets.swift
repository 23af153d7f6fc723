// swift-format-ignore-file

extension ConstantSet {
    /// Every set of this module, for lists and for the metadata of traces.
    package static var all: [ConstantSet] {
        [fileSets, mountSets, memorySets, processSets, signalSets,
         timeSets, eventSets, socketSets, ipcSets, systemSets, dependentSets].flatMap { $0 }
    }

    private static var fileSets: [ConstantSet] { [
        .openFlags, .descriptorFlags, .accessModes, .atFlags, .faccessatFlags, .statxFlags, .nameToHandleFlags, .executeFlags,
        .statxMask, .statxAttributes, .fcntlCommands, .closeOnExec, .lockTypes, .seals, .flockOperations, .whence, .renameFlags,
        .fallocateModes, .fileAdvice, .spliceFlags, .syncFileRangeFlags, .readWriteFlags, .resolveFlags, .closeRangeFlags,
        .xattrFlags, .memfdFlags, .memfdSecretFlags, .fileTypes, .inodeFlags,
    ] }

    private static var mountSets: [ConstantSet] { [
        .mountFlags, .umountFlags, .filesystemOpenFlags, .filesystemPickFlags, .filesystemConfigCommands, .filesystemMountFlags,
        .mountAttributes, .moveMountFlags, .openTreeFlags, .mountSetAttributeFlags, .statmountMask, .listmountFlags, .statfsFlags,
        .quotaCommands, .swapFlags, .inotifyMask, .inotifyFlags, .fanotifyFlags, .fanotifyMarkFlags, .fanotifyMask,
    ] }

    private static var memorySets: [ConstantSet] { [
        .memoryProtection, .mapFlags, .memoryAdvice, .mremapFlags, .msyncFlags, .mlockFlags, .mlockallFlags, .memoryPolicyModes,
        .memoryPolicyBindFlags, .memoryPolicyGetFlags, .movePagesFlags, .protectionKeyRights, .shadowStackFlags, .userfaultFlags,
        .membarrierCommands, .membarrierFlags,
    ] }

    private static var processSets: [ConstantSet] { [
        .cloneFlags, .clone3Flags, .unshareFlags, .setnsFlags, .waitOptions, .waitIdentifiers, .priorityTargets,
        .ioPriorityTargets, .ioPriorityClasses, .usageTargets, .resources, .schedulers, .schedulerFlags, .pidfdFlags,
        .pidfdSignalFlags, .compareTypes, .personalities, .ptraceRequests, .archPrctlOptions, .prctlOptions, .seccompOperations,
        .seccompFlags, .restartableSequenceFlags, .futexOperations, .futex2Flags, .landlockFlags, .landlockRuleTypes,
        .landlockRestrictFlags, .securityAttributes, .securityFlags, .capabilityVersions,
    ] }

    private static var signalSets: [ConstantSet] { [
        .maskOperations, .actionFlags, .handlers, .alternateStackFlags, .signalCodes, .faultCodes, .busCodes, .illegalCodes,
        .arithmeticCodes, .trapCodes, .childCodes, .pollCodes, .systemCodes, .signalDescriptorFlags, .eventNotification,
    ] }

    private static var timeSets: [ConstantSet] { [
        .clocks, .timerFlags, .intervalTimers, .timerDescriptorFlags, .timerDescriptorSetFlags, .adjustmentModes,
        .adjustmentStatus,
    ] }

    private static var eventSets: [ConstantSet] { [
        .epollOperations, .epollFlags, .epollEvents, .pollEvents, .eventDescriptorFlags, .ioUringSetupFlags, .ioUringFeatures,
        .terminalInputModes, .terminalOutputModes, .terminalControlModes, .terminalLocalModes, .lineDisciplines, .flushQueues,
        .flowActions, .modemLines, .ownerTypes, .inodeAttributes,
        .ioUringEnterFlags, .ioUringRegisterOperations,
    ] }

    private static var socketSets: [ConstantSet] { [
        .socketFamilies, .socketTypes, .acceptFlags, .messageFlags, .shutdownModes, .socketLevels, .socketOptions, .tcpOptions,
        .ipOptions, .ipv6Options, .internetProtocols, .netlinkProtocols, .socketCalls,
    ] }

    private static var ipcSets: [ConstantSet] { [
        .resourceFlags, .sharedMemoryGetFlags, .sharedMemoryAttachFlags, .semaphoreCommands, .messageQueueCommands,
        .sharedMemoryCommands, .messageReceiveFlags, .semaphoreOperationFlags, .ipcCalls, .ipcPrivate,
    ] }

    private static var systemSets: [ConstantSet] { [
        .randomFlags, .bpfCommands, .perfFlags, .keyctlOperations, .keyrings, .kexecFlags, .kexecFileFlags, .rebootMagic1,
        .rebootMagic2, .rebootCommands, .logActions, .moduleFlags, .deleteModuleFlags, .ioctlCommands, .capabilities,
    ] }

    private static var dependentSets: [ConstantSet] { [.socketProtocols, .optionsByLevel] }
}
