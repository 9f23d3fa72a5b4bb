package zoodip.platform.storage;

/**
 * An object as it was read.
 *
 * @param etag names this version of it, for {@link Storage#replace}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record StoredObject(byte[] content, String etag) {}
