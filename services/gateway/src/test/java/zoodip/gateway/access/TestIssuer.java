package zoodip.gateway.access;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * An OpenID Connect provider, as far as tokens need one: an RSA key and an endpoint that shows it.
 */
public final class TestIssuer implements AutoCloseable {
  public static final String ISSUER = "https://id.example.org";
  public static final String AUDIENCE = "zoodip-tests";

  /** Of all issuers: making one takes a while. */
  private static final RsaJsonWebKey FIRST = newKey("first");

  private final HttpServer server;
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile RsaJsonWebKey key = FIRST;
  private volatile boolean silent;

  public TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          if (silent) {
            return;
          }
          byte[] keys = new JsonWebKeySet(key).toJson().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  /** Where the keys are. */
  public String jwks() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  /** What a gateway is told that takes its tokens. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.tokens.issuer", ISSUER);
    settings.put("gateway.tokens.audiences", AUDIENCE + ",others");
    settings.put("gateway.tokens.jwks", jwks());
    return settings;
  }

  /** How often the keys were fetched. */
  public int fetches() {
    return fetches.get();
  }

  /** From now on, tokens are signed by another key, and the earlier one is not shown any more. */
  public void rotate(String id) {
    key = newKey(id);
  }

  /** From now on, whoever asks for keys gets no answer at all. */
  public void fallSilent() {
    silent = true;
  }

  /** A token that holds, with a tenant and a role, but for the change. */
  public String token(String tenant, String role, Consumer<JwtClaims> change) {
    return sign(claims(tenant, role, change), key);
  }

  public String token(String tenant, String role) {
    return token(tenant, role, claims -> {});
  }

  /** One that names the issuer's key and is signed by another. */
  public String forged(String tenant, String role) {
    return sign(claims(tenant, role, claims -> {}), newKey(key.getKeyId()));
  }

  /** One that says it needs no signature. */
  public static String unsigned(String tenant, String role) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(claims(tenant, role, claims -> {}).toJson());
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    jws.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
    return serialized(jws);
  }

  private static JwtClaims claims(String tenant, String role, Consumer<JwtClaims> change) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject("someone");
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setIssuedAt(tenMinutesAgo());
    claims.setClaim("tenant", tenant);
    claims.setClaim("role", role);
    change.accept(claims);
    return claims;
  }

  private static NumericDate tenMinutesAgo() {
    NumericDate date = NumericDate.now();
    date.addSeconds(-600);
    return date;
  }

  private static String sign(JwtClaims claims, RsaJsonWebKey key) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    return serialized(jws);
  }

  private static String serialized(JsonWebSignature jws) {
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RsaJsonWebKey newKey(String id) {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      key.setUse("sig");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
