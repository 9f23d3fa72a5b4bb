package zoodip.platform.storage;

import java.util.Optional;

/**
 * An object as a listing shows it.
 *
 * @param etag names the version; empty if the store does not tell
 */
public record ListedObject(String key, Optional<String> etag) {}
