import GatehouseObjects
import Testing

@Suite("bodies that kubectl sends")
struct KubectlBodyTests {
    @Test("the object is the same as that which kubectl prints as JSON", arguments: KubectlBody.all)
    func sameAsJSON(body: KubectlBody) throws {
        let json = try JSON.parse(Array(body.json.utf8))
        #expect(try ProtobufBody.decode(body.bytes) == json)
    }

    @Test("what is read has no problem with its kind's fields", arguments: KubectlBody.all)
    func valid(body: KubectlBody) throws {
        let object = try ProtobufBody.decode(body.bytes)
        let kind = try #require(object["kind"]?.string)
        let resource = try #require(APICatalogue.served.resource(apiVersion: "v1", kind: kind))
        #expect(FieldValidation(object, against: resource.schema).problems.isEmpty)
    }

    @Test("a body that is cut off anywhere is refused or smaller", arguments: KubectlBody.all)
    func prefixes(body: KubectlBody) throws {
        let whole = try ProtobufBody.decode(body.bytes)
        var refused = 0
        for count in 0..<body.bytes.count {
            do throws(ProtobufError) {
                let object = try ProtobufBody.decode(Array(body.bytes.prefix(count)))
                // The envelope's two last fields are empty, and nothing is lost with them.
                if object == whole { #expect(count >= body.bytes.count - 4) }
            } catch { refused += 1 }
        }
        #expect(refused > body.bytes.count / 2)
    }

    @Test("a body with any byte changed is read or refused, and nothing else happens", arguments: KubectlBody.all)
    func mutations(body: KubectlBody) {
        var (read, refused) = (0, 0)
        for index in body.bytes.indices {
            for change in [0x01, 0x04, 0x08, 0x80, 0xFF] as [UInt8] {
                var bytes = body.bytes
                bytes[index] ^= change
                do throws(ProtobufError) {
                    let object = try ProtobufBody.decode(bytes)
                    read += 1
                    #expect(object["kind"] != JSON?.none)
                } catch {
                    refused += 1
                    #expect(!error.description.isEmpty)
                }
            }
        }
        #expect(read > 0)
        #expect(refused > 0)
    }
}
