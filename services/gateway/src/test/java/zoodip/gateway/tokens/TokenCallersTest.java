package zoodip.gateway.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.access.TestIssuer;
import zoodip.platform.access.Caller;
import zoodip.platform.access.ShownCredentials;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.Role;

@Timeout(60)
class TokenCallersTest {
  private final TestIssuer issuer = new TestIssuer();
  private TokenCallers callers = callers(Map.of());

  @AfterEach
  void close() {
    callers.close();
    issuer.close();
  }

  @Test
  void aTokenOfTheIssuerSaysWhoCalls() {
    assertEquals(
        new Caller("tokens/someone", Role.ROLE_MEMBER, "tenants/acme", Set.of()),
        caller(issuer.token("acme", "member")));
  }

  @Test
  void onlyWordsThatTheSettingsNameMakeServicesAndSystemAdmins() {
    for (String word : List.of("service", "system-admin", "SYSTEM_ADMIN", "unspecified")) {
      assertEquals(
          Optional.of(ErrorReason.ERROR_REASON_UNAUTHENTICATED),
          refusal(issuer.token("acme", word)),
          word);
    }

    callers.close();
    callers =
        callers(
            Map.of(
                "gateway.tokens.service-role", "zoodip:service",
                "gateway.tokens.system-admin-role", "zoodip:root"));
    assertEquals(
        new Caller("tokens/someone", Role.ROLE_SERVICE, "", Set.of()),
        caller(issuer.token("acme", "zoodip:service")));
    assertEquals(
        new Caller("tokens/someone", Role.ROLE_SYSTEM_ADMIN, "", Set.of()),
        caller(issuer.token("acme", "zoodip:root")));
    assertTrue(refusal(issuer.token("acme", "Zoodip:Root")).isPresent());
  }

  @Test
  void keysAreFetchedOnceForManyTokens() {
    for (int i = 0; i < 20; i++) {
      caller(issuer.token("acme", "viewer"));
    }
    assertEquals(1, issuer.fetches());
  }

  @Test
  void aNewKeyIsFetchedWhenATokenNamesItAndTheOldOneIsForgotten() throws Exception {
    String old = issuer.token("acme", "viewer");
    caller(old);
    issuer.rotate("second");
    String renewed = issuer.token("acme", "viewer");

    // not oftener than once a second, whatever keys tokens name
    while (refusal(renewed).isPresent()) {
      Thread.sleep(50);
    }
    assertEquals("tenants/acme", caller(renewed).tenant());
    assertTrue(refusal(old).isPresent());
    assertTrue(issuer.fetches() <= 4, () -> issuer.fetches() + " fetches");
  }

  @Test
  void keysServeOnWhileTheIssuerIsAwayAndFetchesGoOn() throws Exception {
    refreshEverySecond();
    caller(issuer.token("acme", "viewer"));
    issuer.fallSilent();
    int before = issuer.fetches();
    while (issuer.fetches() < before + 2) {
      Thread.sleep(50);
    }

    assertEquals("tenants/acme", caller(issuer.token("acme", "viewer")).tenant());
  }

  @Test
  void aKeyThatTheIssuerWithdrawsIsForgottenThoughNoTokenNamesAnother() throws Exception {
    refreshEverySecond();
    String withdrawn = issuer.token("acme", "viewer");
    caller(withdrawn);
    issuer.rotate("second");

    while (refusal(withdrawn).isEmpty()) {
      Thread.sleep(50);
    }
    assertEquals(Optional.of(ErrorReason.ERROR_REASON_UNAUTHENTICATED), refusal(withdrawn));
  }

  @Test
  void whoeverNamesUnknownKeysKeepsNobodyElseWaiting() throws Exception {
    String known = issuer.token("acme", "viewer");
    caller(known);
    issuer.rotate("unknown");
    String unknown = issuer.token("acme", "viewer");
    Thread.sleep(1_100);
    issuer.fallSilent();
    int before = issuer.fetches();

    List<CompletableFuture<Optional<Caller>>> waiting =
        Stream.generate(() -> callers.identify(shown(unknown))).limit(200).toList();
    assertEquals("tenants/acme", caller(known).tenant());
    assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));
    for (var asked : waiting) {
      assertThrows(CompletionException.class, asked::join);
    }
    assertEquals(Optional.of(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE), refusal(unknown));
    assertTrue(issuer.fetches() <= before + 2, () -> issuer.fetches() + " fetches");
  }

  @Test
  void whileNoKeyCouldBeFetchedItIsNotTheCallersFaultAndTheLogHasNoToken() {
    callers.close();
    issuer.close();
    callers = callers(Map.of());
    String token = issuer.token("acme", "viewer");

    var failure = assertThrows(CompletionException.class, () -> caller(token));
    ServiceException told = (ServiceException) failure.getCause();
    assertEquals(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, told.reason());
    StringWriter logged = new StringWriter();
    told.printStackTrace(new PrintWriter(logged));
    assertTrue(logged.toString().contains(issuer.jwks()), logged.toString());
    for (String part : token.split("[.]")) {
      assertFalse(logged.toString().contains(part), logged.toString());
    }
  }

  @Test
  void keysComeEncryptedFromOtherMachines() {
    Map<String, String> http = Map.of("gateway.tokens.jwks", "http://id.example.org/keys");
    assertTrue(
        assertThrows(ConfigurationException.class, () -> callers(http))
            .getMessage()
            .contains("gateway.tokens.jwks-plaintext"));

    Map<String, String> permitted = new HashMap<>(http);
    permitted.put("gateway.tokens.jwks-plaintext", "true");
    callers(permitted).close();
  }

  @Test
  void whatDoesNotHoldIsRefused() {
    for (String token :
        List.of(
            issuer.forged("acme", "admin"),
            TestIssuer.unsigned("acme", "admin"),
            issuer.token("acme", "admin", c -> c.setIssuer("https://id.example.com")),
            issuer.token("acme", "admin", c -> c.setAudience("another")),
            issuer.token("acme", "admin", c -> c.unsetClaim("aud")),
            issuer.token("acme", "admin", c -> c.unsetClaim("exp")),
            issuer.token("acme", "admin", c -> c.unsetClaim("sub")),
            issuer.token("acme", "admin", c -> c.setExpirationTime(inSeconds(-60))),
            issuer.token("acme", "admin", c -> c.setNotBefore(inSeconds(60))),
            issuer.token("acme", "emperor"),
            issuer.token("", "member"),
            issuer.token("../acme", "member"),
            issuer.token("acme", "member", c -> c.setClaim("tenant", List.of("a", "b"))),
            "a.b.c")) {
      assertEquals(Optional.of(ErrorReason.ERROR_REASON_UNAUTHENTICATED), refusal(token), token);
    }
  }

  @Test
  void clocksMayDifferAsFarAsItIsSet() {
    String ended = issuer.token("acme", "viewer", c -> c.setExpirationTime(inSeconds(-20)));
    assertEquals("tenants/acme", caller(ended).tenant());

    callers.close();
    callers = callers(Map.of("gateway.tokens.clock-skew", "PT5S"));
    assertTrue(refusal(ended).isPresent());
  }

  @Test
  void claimsCanHaveOtherNames() {
    callers.close();
    callers =
        callers(
            Map.of(
                "gateway.tokens.tenant-claim", "https://example.org/tenant",
                "gateway.tokens.role-claim", "realm_access/roles",
                "gateway.tokens.scope-claim", "scope"));
    String token =
        issuer.token(
            "other",
            "viewer",
            claims -> {
              claims.setClaim("https://example.org/tenant", "acme");
              claims.setClaim("realm_access", Map.of("roles", List.of("offline", "admin")));
              claims.setClaim("scope", "openid subjects.read");
            });
    assertEquals(
        new Caller(
            "tokens/someone", Role.ROLE_ADMIN, "tenants/acme", Set.of("openid", "subjects.read")),
        caller(token));
  }

  @Test
  void aTokenWithoutTheScopesThatLimitTokensMayNothing() {
    callers.close();
    callers = callers(Map.of("gateway.tokens.scope-claim", "scope"));

    assertFalse(caller(issuer.token("acme", "admin")).scopes().isEmpty());
  }

  @Test
  void whatIsNoTokenIsLeftToOthers() {
    assertEquals(Optional.empty(), identify("zoodip_live_abc"));
    assertEquals(
        Optional.empty(),
        callers.identify(new ShownCredentials(Optional.empty(), List.of())).join());
  }

  @Test
  void withoutAnIssuerNoTokensAreTakenAndWithHalfOfItNothingStarts() {
    TokenCallers none = new TokenCallers(config(Map.of()));
    String token = issuer.token("acme", "admin");
    assertEquals(
        Optional.empty(),
        none.identify(new ShownCredentials(Optional.of(token), List.of())).join());
    none.close();

    Map<String, String> half = Map.of("gateway.tokens.issuer", TestIssuer.ISSUER);
    assertThrows(ConfigurationException.class, () -> new TokenCallers(config(half)));
  }

  private void refreshEverySecond() {
    callers.close();
    callers = callers(Map.of("gateway.tokens.jwks-refresh", "PT1S"));
  }

  private static NumericDate inSeconds(long seconds) {
    NumericDate date = NumericDate.now();
    date.addSeconds(seconds);
    return date;
  }

  private Caller caller(String token) {
    return identify(token).orElseThrow();
  }

  private Optional<Caller> identify(String bearer) {
    return callers.identify(shown(bearer)).join();
  }

  private static ShownCredentials shown(String bearer) {
    return new ShownCredentials(Optional.of(bearer), List.of());
  }

  private Optional<ErrorReason> refusal(String token) {
    try {
      caller(token);
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(((ServiceException) e.getCause()).reason());
    }
  }

  private TokenCallers callers(Map<String, String> own) {
    Map<String, String> settings = issuer.settings();
    settings.putAll(own);
    return new TokenCallers(config(settings));
  }

  private static GatewayConfig.Tokens config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withMapping(GatewayConfig.class)
        .withDefaultValue("user.home", System.getProperty("user.home"))
        .withDefaultValue("user.name", "tests")
        .withDefaultValue("java.io.tmpdir", System.getProperty("java.io.tmpdir"))
        .withDefaultValues(new HashMap<>(settings))
        .build()
        .getConfigMapping(GatewayConfig.class)
        .tokens();
  }
}
