import Schema

/// A value for each ABI.
package struct PerABI<Value> {
    private var x86_64: Value
    private var i386: Value

    package init(repeating value: Value) {
        x86_64 = value
        i386 = value
    }

    package subscript(abi: ABI) -> Value {
        get {
            switch abi {
            case .x86_64: x86_64
            case .i386: i386
            }
        }
        set {
            switch abi {
            case .x86_64: x86_64 = newValue
            case .i386: i386 = newValue
            }
        }
    }
}

extension PerABI: Sendable where Value: Sendable {}
extension PerABI: Equatable where Value: Equatable {}
extension PerABI: Hashable where Value: Hashable {}
