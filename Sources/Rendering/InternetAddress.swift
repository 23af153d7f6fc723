import Glibc

/// Internet addresses in the form of `inet_ntop`.
enum InternetAddress {
    /// `bytes`: 4 or 16 in network order; others give nothing.
    static func append(_ bytes: UnsafeRawBufferPointer, to output: OutputBuffer) {
        guard let start = bytes.baseAddress, bytes.count == 4 || bytes.count == 16 else { return }
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
            guard let base = text.baseAddress, inet_ntop(family, start, base, socklen_t(INET6_ADDRSTRLEN)) != nil else { return }
            output.append(UnsafeRawBufferPointer(start: base, count: strlen(base)))
        }
    }
}
