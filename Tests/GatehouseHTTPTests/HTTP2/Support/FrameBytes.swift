/// A frame (RFC 9113 section 4.1): its head and `payload`.
func frame(type: UInt8, flags: UInt8 = 0, stream: UInt32, _ payload: [UInt8] = []) -> [UInt8] {
    let length = payload.count
    var bytes: [UInt8] = [UInt8(length >> 16), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), type, flags]
    for shift in [24, 16, 8, 0] { bytes.append(UInt8(stream >> UInt32(shift) & 0xFF)) }
    return bytes + payload
}
