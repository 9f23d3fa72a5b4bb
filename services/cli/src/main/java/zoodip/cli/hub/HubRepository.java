package zoodip.cli.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import zoodip.cli.errors.UsageException;

/**
 * A repository at one of its revisions.
 *
 * @param endpoint of the hub, without a slash at its end
 * @param name {@code owner/name}
 * @param revision a branch, a tag or a commit
 */
public record HubRepository(URI endpoint, String name, String revision) {
  private static final String NAME = "[\\w.-]+/[\\w.-]+";
  private static final String USUAL_REVISION = "main";

  /**
   * Reads {@code owner/name} or {@code owner/name@revision}.
   *
   * @throws UsageException if it is neither, or the endpoint is no address
   */
  public static HubRepository of(String endpoint, String text) {
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    String revision = at < 0 ? USUAL_REVISION : text.substring(at + 1);
    if (!name.matches(NAME) || revision.isBlank()) {
      throw new UsageException(
          "'%s' is no repository of a hub; write owner/name or owner/name@revision"
              .formatted(text));
    }
    return new HubRepository(address(endpoint), name, revision);
  }

  private static URI address(String endpoint) {
    try {
      URI address = URI.create(endpoint.replaceAll("/+$", ""));
      if (address.getHost() != null && address.getScheme().matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw noAddress(endpoint, e);
    }
    throw noAddress(endpoint, null);
  }

  private static UsageException noAddress(String endpoint, Throwable cause) {
    return new UsageException(
        "'%s' is no address of a hub; write https://host".formatted(endpoint), cause);
  }

  /** The same repository at the commit that the revision means now. */
  HubRepository at(String commit) {
    return new HubRepository(endpoint, name, commit);
  }

  /** What says which files there are. */
  URI listing() {
    return URI.create("%s/api/models/%s/revision/%s".formatted(endpoint, name, escaped(revision)));
  }

  /** A file's content, or a redirect to it. */
  URI file(String path) {
    String segments =
        Arrays.stream(path.split("/")).map(HubRepository::escaped).collect(Collectors.joining("/"));
    return URI.create("%s/%s/resolve/%s/%s".formatted(endpoint, name, escaped(revision), segments));
  }

  /** Where people read about it and accept its terms. */
  URI page() {
    return URI.create(endpoint + "/" + name);
  }

  private static String escaped(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return name + "@" + revision;
  }
}
