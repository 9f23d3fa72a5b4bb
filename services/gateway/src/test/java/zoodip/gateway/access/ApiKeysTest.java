package zoodip.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.ApiKeyFact;
import zoodip.gateway.GatewayClient;
import zoodip.platform.access.KeyText;
import zoodip.platform.digest.Sha256;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.Topics;
import zoodip.v1.ApiKey;
import zoodip.v1.CreateApiKeyRequest;
import zoodip.v1.CreateApiKeyResponse;
import zoodip.v1.ErrorReason;
import zoodip.v1.GetApiKeyRequest;
import zoodip.v1.ListApiKeysRequest;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.RevokeApiKeyRequest;
import zoodip.v1.Role;
import zoodip.v1.RotateApiKeyRequest;
import zoodip.v1.RotateApiKeyResponse;

@QuarkusTest
@TestProfile(AskingGateway.class)
class ApiKeysTest extends AccessTestBase {
  @Inject CompactedView<ApiKeyFact> facts;

  @Test
  void aKeyIsShownOnceAndServesAtOnce() {
    CreateApiKeyResponse made = create(ApiKey.newBuilder().setDisplayName("website"));

    assertTrue(KeyText.isWhole(made.getSecret()));
    assertEquals(Role.ROLE_MEMBER, made.getApiKey().getRole());
    assertEquals(1, made.getApiKey().getSecretsCount());
    works(made.getSecret());
    ApiKey shown = get(made.getApiKey().getName());
    assertFalse(shown.toString().contains(made.getSecret()));
    assertTrue(shown.getCreator().startsWith(tenant + "/apiKeys/"), shown::toString);
  }

  @Test
  void noTopicHasASecret() {
    String secret = create(ApiKey.newBuilder()).getSecret();
    try (var reader = kafka.reader()) {
      TopicPartition topic = new TopicPartition(Topics.API_KEYS.title(), 0);
      reader.assign(List.of(topic));
      reader.seekToBeginning(List.of(topic));
      long end = reader.endOffsets(List.of(topic)).get(topic);
      StringBuilder read = new StringBuilder();
      while (reader.position(topic) < end) {
        reader
            .poll(java.time.Duration.ofSeconds(1))
            .forEach(
                record -> {
                  read.append(record.key());
                  if (record.value() != null) {
                    read.append(new String(record.value(), StandardCharsets.ISO_8859_1));
                  }
                });
      }
      assertTrue(read.indexOf("/secrets/") > 0);
      assertEquals(-1, read.indexOf(secret.substring(KeyText.PREFIX.length())));
    }
  }

  @Test
  void aKeyThatIsRevokedServesNoMore() {
    CreateApiKeyResponse made = create(ApiKey.newBuilder());
    String name = made.getApiKey().getName();
    works(made.getSecret());

    client.apiKeys().revokeApiKey(RevokeApiKeyRequest.newBuilder().setName(name).build());

    fails(made.getSecret());
    refused(ErrorReason.ERROR_REASON_API_KEY_NOT_FOUND, () -> get(name));
    refused(
        ErrorReason.ERROR_REASON_API_KEY_NOT_FOUND,
        () ->
            client.apiKeys().revokeApiKey(RevokeApiKeyRequest.newBuilder().setName(name).build()));
  }

  @Test
  void bothSecretsServeWhileTheyOverlap() {
    CreateApiKeyResponse made = create(ApiKey.newBuilder());
    RotateApiKeyResponse other = rotate(made.getApiKey().getName(), 3600);

    assertNotEquals(made.getSecret(), other.getSecret());
    works(made.getSecret());
    works(other.getSecret());
    assertEquals(2, other.getApiKey().getSecretsCount());
    assertFalse(other.getApiKey().getSecrets(0).hasExpireTime());
    assertTrue(other.getApiKey().getSecrets(1).hasExpireTime());

    RotateApiKeyResponse last = rotate(made.getApiKey().getName(), 0);
    fails(made.getSecret());
    fails(other.getSecret());
    works(last.getSecret());
    assertEquals(1, last.getApiKey().getSecretsCount());
  }

  @Test
  void aKeyEndsWhenItIsToEnd() throws Exception {
    String secret =
        create(
                ApiKey.newBuilder()
                    .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 1500)))
            .getSecret();
    works(secret);
    Thread.sleep(1600);
    fails(secret);
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        () -> create(ApiKey.newBuilder().setExpireTime(Timestamps.fromMillis(1))));
  }

  @Test
  void itIsNotedWhenAKeyWasUsed() throws Exception {
    CreateApiKeyResponse made = create(ApiKey.newBuilder());
    assertFalse(made.getApiKey().hasLastUseTime());
    works(made.getSecret());

    await(() -> "a time", () -> get(made.getApiKey().getName()).hasLastUseTime());
  }

  @Test
  void nobodyMakesAKeyThatMayMoreThanThey() {
    GatewayClient limited =
        as(key(tenant, Role.ROLE_ADMIN, "apiKeys.write", "subjects.read").getSecret());
    CreateApiKeyRequest.Builder wanted = CreateApiKeyRequest.newBuilder().setParent(tenant);

    refused(
        ErrorReason.ERROR_REASON_PERMISSION_DENIED,
        () ->
            limited.apiKeys().createApiKey(wanted.setApiKey(ApiKey.getDefaultInstance()).build()));
    refused(
        ErrorReason.ERROR_REASON_PERMISSION_DENIED,
        () ->
            limited
                .apiKeys()
                .createApiKey(
                    wanted.setApiKey(ApiKey.newBuilder().addScopes("subjects.write")).build()));
    limited
        .apiKeys()
        .createApiKey(wanted.setApiKey(ApiKey.newBuilder().addScopes("subjects.read")).build());
    String unlimited = create(ApiKey.newBuilder().setRole(Role.ROLE_ADMIN)).getApiKey().getName();
    refused(
        ErrorReason.ERROR_REASON_PERMISSION_DENIED,
        () ->
            limited
                .apiKeys()
                .rotateApiKey(RotateApiKeyRequest.newBuilder().setName(unlimited).build()));
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        () -> create(ApiKey.newBuilder().setRole(Role.ROLE_SYSTEM_ADMIN)));
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        () -> create(ApiKey.newBuilder().addScopes("everything.write")));
  }

  @Test
  void aTenantMayBeCalledAsPartsOfKeysAre() {
    String parent = "tenants/secrets";
    String secret = key(parent, Role.ROLE_VIEWER).getSecret();

    var unused =
        as(secret)
            .subjects()
            .listSubjects(ListSubjectsRequest.newBuilder().setParent(parent).build());
  }

  @Test
  void aSecretThatHasEndedIsGivenBackByNothingThatIsSaidLater() {
    CreateApiKeyResponse made = create(ApiKey.newBuilder());
    String secret = made.getApiKey().getName() + "/secrets/" + Sha256.of(made.getSecret());
    long now = System.currentTimeMillis();

    saysAnotherGateway(secret, Timestamps.fromMillis(now - 1));
    saysAnotherGateway(secret, Timestamps.fromMillis(now + 3_600_000));

    fails(made.getSecret());
  }

  /** That a secret ends, as a rotation at another gateway does. */
  private void saysAnotherGateway(String secret, Timestamp end) {
    String name = secret + "/ends/" + Timestamps.toString(end);
    ApiKeyFact fact = ApiKeyFact.newBuilder().setSecretEndTime(end).build();
    try (var producer = kafka.producer()) {
      producer.send(new EventEnvelope("/other").record(Topics.API_KEYS, name, fact));
    }
    GatewayClient.get(facts.readToEnd());
  }

  @Test
  void nothingIsKeptOfSecretsThatHaveEnded() throws Exception {
    CreateApiKeyResponse made = create(ApiKey.newBuilder());
    String name = made.getApiKey().getName();
    rotate(name, 0);
    assertEquals(1, facts.withPrefix(name + "/secrets/").size());

    rotate(name, 1);
    assertEquals(3, facts.withPrefix(name + "/secrets/").size());
    await(() -> "the sweep", () -> facts.withPrefix(name + "/secrets/").size() == 1);
  }

  @Test
  void aKeyHasFourSecretsAtMostUnlessAllOthersEnd() {
    String name = create(ApiKey.newBuilder()).getApiKey().getName();
    for (int i = 0; i < 3; i++) {
      rotate(name, 3600);
    }
    assertEquals(4, get(name).getSecretsCount());
    refused(ErrorReason.ERROR_REASON_API_KEY_COUNT, () -> rotate(name, 3600));
    assertEquals(1, rotate(name, 0).getApiKey().getSecretsCount());
  }

  @Test
  void keysThatHaveEndedTakeNoRoom() throws Exception {
    Timestamp soon = Timestamps.fromMillis(System.currentTimeMillis() + 3000);
    for (int i = 1; i < 12; i++) {
      create(ApiKey.newBuilder().setExpireTime(soon));
    }
    Thread.sleep(Math.max(0, Timestamps.toMillis(soon) - System.currentTimeMillis()));
    create(ApiKey.newBuilder());

    assertEquals(
        2,
        client
            .apiKeys()
            .listApiKeys(ListApiKeysRequest.newBuilder().setParent(tenant).build())
            .getApiKeysCount());
  }

  @Test
  void timesThatAreNoneAreRefused() {
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        () ->
            create(
                ApiKey.newBuilder()
                    .setExpireTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))));
    String name = create(ApiKey.newBuilder()).getApiKey().getName();
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        () ->
            client
                .apiKeys()
                .rotateApiKey(
                    RotateApiKeyRequest.newBuilder()
                        .setName(name)
                        .setOverlap(Duration.newBuilder().setNanos(2_000_000_000))
                        .build()));
  }

  @Test
  void pageTokensThatAreNoneAreRefused() {
    refused(
        ErrorReason.ERROR_REASON_BAD_PAGE_TOKEN,
        () ->
            client
                .apiKeys()
                .listApiKeys(
                    ListApiKeysRequest.newBuilder()
                        .setParent(tenant)
                        .setPageToken("bm90IG9uZSBvZiBvdXJz")
                        .build()));
  }

  @Test
  void aTenantHasOnlySoManyKeys() {
    // one is the test's own
    for (int i = 1; i < 12; i++) {
      create(ApiKey.newBuilder());
    }
    refused(ErrorReason.ERROR_REASON_API_KEY_COUNT, () -> create(ApiKey.newBuilder()));
    assertEquals(
        12,
        client
            .apiKeys()
            .listApiKeys(ListApiKeysRequest.newBuilder().setParent(tenant).build())
            .getApiKeysCount());
  }

  @Test
  void checkingMakesNothing() {
    CreateApiKeyResponse checked =
        client
            .apiKeys()
            .createApiKey(
                CreateApiKeyRequest.newBuilder()
                    .setParent(tenant)
                    .setApiKey(ApiKey.newBuilder())
                    .setValidateOnly(true)
                    .build());
    assertEquals("", checked.getSecret());
    refused(ErrorReason.ERROR_REASON_API_KEY_NOT_FOUND, () -> get(checked.getApiKey().getName()));
  }

  private CreateApiKeyResponse create(ApiKey.Builder key) {
    return client
        .apiKeys()
        .createApiKey(CreateApiKeyRequest.newBuilder().setParent(tenant).setApiKey(key).build());
  }

  private ApiKey get(String name) {
    return client.apiKeys().getApiKey(GetApiKeyRequest.newBuilder().setName(name).build());
  }

  private RotateApiKeyResponse rotate(String name, long overlap) {
    return client
        .apiKeys()
        .rotateApiKey(
            RotateApiKeyRequest.newBuilder()
                .setName(name)
                .setOverlap(Duration.newBuilder().setSeconds(overlap))
                .build());
  }

  private void works(String secret) {
    var unused =
        as(secret)
            .subjects()
            .listSubjects(ListSubjectsRequest.newBuilder().setParent(tenant).build());
  }

  private void fails(String secret) {
    refused(ErrorReason.ERROR_REASON_UNAUTHENTICATED, () -> works(secret));
  }
}
