package zoodip.cli.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came at the end of the redirects.
 *
 * @param own whether the hub itself answered, and not a store of files that it names
 * @param linkedDigest what the hub said of the file's content before it sent the caller elsewhere
 */
record HubResponse(HttpResponse<InputStream> response, boolean own, Optional<String> linkedDigest)
    implements AutoCloseable {

  int status() {
    return response.statusCode();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  InputStream body() {
    return response.body();
  }

  /** A strong version of what is sent, for going on with it later. */
  Optional<String> version() {
    return header("ETag").filter(tag -> !tag.startsWith("W/"));
  }

  /** Bytes that follow. */
  OptionalLong length() {
    return response.headers().firstValueAsLong("Content-Length");
  }

  /**
   * What the content must be: X-Linked-Etag for large files, the hub's own ETag for others. An ETag
   * of another host is its own affair.
   */
  Optional<ContentDigest> digest() {
    return linkedDigest
        .or(() -> own ? header("ETag") : Optional.empty())
        .flatMap(ContentDigest::of);
  }

  @Override
  public void close() throws IOException {
    body().close();
  }
}
