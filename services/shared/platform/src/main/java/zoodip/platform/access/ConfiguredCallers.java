package zoodip.platform.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import zoodip.platform.digest.Sha256;
import zoodip.v1.Role;

/**
 * Callers whom the settings name: system admins and services, by their keys or certificates. The
 * first way, since it needs nothing else.
 */
@Priority(1)
@ApplicationScoped
public class ConfiguredCallers implements CallerSource {
  private static final int SHOWN_DIGITS = 8;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Map<String, Caller> byDigest = new HashMap<>();
  private final Set<String> serviceCertificates;

  @Inject
  public ConfiguredCallers(AccessConfig config) {
    add("services/", Role.ROLE_SERVICE, config.serviceDigests());
    add("systemAdmins/", Role.ROLE_SYSTEM_ADMIN, config.systemAdminDigests());
    serviceCertificates = Set.copyOf(config.serviceCertificates().orElse(List.of()));
  }

  private void add(String kind, Role role, Optional<List<String>> digests) {
    for (String digest : digests.orElse(List.of())) {
      if (!DIGEST.matcher(digest).matches()) {
        throw new ConfigurationException(
            "'%s' is no SHA-256 of a key in lower-case hex; zoodip api-keys generate prints one"
                .formatted(digest));
      }
      byDigest.put(digest, Caller.of(kind + digest.substring(0, SHOWN_DIGITS), role));
    }
  }

  @Override
  public CompletableFuture<Optional<Caller>> identify(ShownCredentials shown) {
    Optional<Caller> byKey = shown.bearer().map(Sha256::of).map(byDigest::get);
    return CompletableFuture.completedFuture(
        byKey.isPresent() || shown.bearer().isPresent() ? byKey : byCertificate(shown));
  }

  private Optional<Caller> byCertificate(ShownCredentials shown) {
    return shown.certificateNames().stream()
        .filter(serviceCertificates::contains)
        .findFirst()
        .map(name -> Caller.of("certificates/" + name, Role.ROLE_SERVICE));
  }
}
