import NIOCore

extension ByteBuffer {
    /// The rest of this buffer and all of another one, in a buffer of their own: what has been read already is not carried
    /// along, as it would be where more is written to a buffer of which slices are in use.
    func followed(by other: ByteBuffer) -> ByteBuffer {
        var joined = ByteBufferAllocator().buffer(capacity: self.readableBytes + other.readableBytes)
        joined.writeImmutableBuffer(self)
        joined.writeImmutableBuffer(other)
        return joined
    }
}
