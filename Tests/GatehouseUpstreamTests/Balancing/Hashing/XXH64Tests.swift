import Testing

@testable import GatehouseUpstream

@Suite("XXH64 and keys")
struct XXH64Tests {
    /// The bytes that xxHash's own tests hash.
    private func sanityBytes(_ count: Int) -> [UInt8] {
        var state: UInt64 = 2_654_435_761
        return (0..<count).map { _ in
            defer { state = state &* 11_400_714_785_074_694_797 }
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    @Test(
        "The vectors that xxHash publishes",
        arguments: [
            (0, 0, 0xEF46_DB37_51D8_E999), (0, 2_654_435_761, 0xAC75_FDA2_929B_17EF), (1, 0, 0xE934_A84A_DB05_2768),
            (1, 2_654_435_761, 0x5014_6076_43A9_B4C3), (4, 0, 0x9136_A0DC_A574_57EE), (14, 0, 0x8282_DCC4_994E_35C8),
            (14, 2_654_435_761, 0xC3BD_6BF6_3DEB_6DF0), (222, 0, 0xB641_AE8C_B691_C174),
            (222, 2_654_435_761, 0x20CB_8AB7_AE10_C14A),
        ] as [(Int, UInt64, UInt64)])
    func published(count: Int, seed: UInt64, expected: UInt64) {
        self.sanityBytes(count).withUnsafeBytes { #expect(XXH64.hash($0, seed: seed) == expected) }
    }

    @Test(
        "Every way through the tail, as another implementation (python-xxhash 3) has it",
        arguments: [
            (3, 0, 0xFF7E_1959_CB50_794A), (7, 0, 0x6C83_909A_9F01_ED25), (8, 0, 0xCDBC_F538_E71D_1348),
            (11, 0, 0x6345_D574_6F35_DA70), (12, 0, 0x0723_BF50_086E_AD9A), (15, 0, 0x1807_1931_6D62_2D84),
            (16, 0, 0x98C9_0B57_FDFC_B55C), (31, 0, 0x299B_39A2_90E6_D783), (32, 0, 0x18B2_1649_2BB4_4B70),
            (33, 0, 0x55C8_DC3E_578F_5B59), (63, 0, 0xA9EF_BE0F_A0F3_F4E7), (64, 0, 0xEF55_8F8A_CAC2_B5CD),
            (65, 0, 0xDE0F_20DC_2631_AF7A), (100, 0, 0x4BFE_019C_D91D_9EA4),
            (31, 2_654_435_761, 0xDA67_3D5F_EB5C_1D79), (32, 2_654_435_761, 0xB3F3_3BDF_93AD_E409),
            (100, 2_654_435_761, 0x4853_706D_C962_5CAE),
        ] as [(Int, UInt64, UInt64)])
    func tails(count: Int, seed: UInt64, expected: UInt64) {
        self.sanityBytes(count).withUnsafeBytes { #expect(XXH64.hash($0, seed: seed) == expected) }
    }

    @Test(
        "Texts",
        arguments: [
            ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999), ("message digest", 0x066E_D728_FCEE_B3BE),
            ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
        ] as [(String, UInt64)])
    func texts(text: String, expected: UInt64) {
        Array(text.utf8).withUnsafeBytes { #expect(XXH64.hash($0) == expected) }
    }

    @Test("Where bytes lie in memory makes no difference", arguments: [4, 14, 40, 222])
    func alignment(count: Int) {
        let bytes = self.sanityBytes(count)
        let expected = bytes.withUnsafeBytes { XXH64.hash($0) }
        for shift in 1...8 {
            let shifted = [UInt8](repeating: 0xFF, count: shift) + bytes + [0xFF]
            let hash = shifted.withUnsafeBytes {
                XXH64.hash(UnsafeRawBufferPointer(rebasing: $0[shift..<shift + count]))
            }
            #expect(hash == expected)
        }
    }

    @Test("B2: a request in which nothing is found has no key; an empty value is one")
    func missing() {
        var key = HashKey()
        #expect(key.hash == nil)
        key.add(UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(key.hash == 0xEF46_DB37_51D8_E999)
    }

    @Test("B2: the key of one value is its hash, and of several depends on each and on their order")
    func values() {
        func key(_ values: String...) -> UInt64? {
            var key = HashKey()
            for value in values { Array(value.utf8).withUnsafeBytes { key.add($0) } }
            return key.hash
        }
        #expect(key("abc") == 0x44BC_2CF5_AD77_0999)
        #expect(Set([key("a", "b"), key("b", "a"), key("a"), key("ab"), key("a", "c")]).count == 5)
    }
}
