package zoodip.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.AuditRecord;
import zoodip.gateway.GatewayClient;
import zoodip.platform.kafka.Topics;
import zoodip.v1.CreateApiKeyResponse;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GetSubjectRequest;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.Role;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.UploadPhotosRequest;

/** What the audit log has when callers have been answered. */
@QuarkusTest
@TestProfile(AskingGateway.class)
class AuditTest extends AccessTestBase {
  private static final String NOBODYS = "tenants/nobodys/subjects/none";

  @Test
  void whoDidWhatToWhichResourceIsThereWhenTheyAreAnswered() throws Exception {
    String subject = subjectWithPhoto("my-mug");
    client.subjects().deleteSubject(DeleteSubjectRequest.newBuilder().setName(subject).build());

    List<AuditRecord> calls = kept(tenant);
    AuditRecord made = one(calls, "zoodip.v1.Subjects/CreateSubject");
    assertEquals(tenant, made.getResource());
    assertEquals(subject, made.getCreated());
    assertEquals(0, made.getCode());
    assertEquals(Role.ROLE_ADMIN, made.getRole());
    assertTrue(made.getCaller().startsWith(tenant + "/apiKeys/"), made::toString);
    assertEquals("127.0.0.1", made.getAddress().replace("0:0:0:0:0:0:0:1", "127.0.0.1"));
    assertTrue(made.hasTime());
    assertEquals(subject, one(calls, "zoodip.v1.Subjects/UploadPhotos").getResource());
    assertEquals(subject, one(calls, "zoodip.v1.Subjects/DeleteSubject").getResource());
  }

  @Test
  void readsAreLeftOutAndRefusalsAreNot() throws Exception {
    GatewayClient viewer = as(key(tenant, Role.ROLE_VIEWER).getSecret());
    viewer.models().listModels(ListModelsRequest.getDefaultInstance());
    refused(
        ErrorReason.ERROR_REASON_PERMISSION_DENIED,
        () ->
            viewer
                .subjects()
                .deleteSubject(
                    DeleteSubjectRequest.newBuilder().setName(tenant + "/subjects/a").build()));
    refused(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () ->
            viewer.subjects().getSubject(GetSubjectRequest.newBuilder().setName(NOBODYS).build()));
    refused(
        ErrorReason.ERROR_REASON_UNAUTHENTICATED,
        () -> nobody().models().listModels(ListModelsRequest.getDefaultInstance()));

    await(() -> "the refusals", () -> kept("").stream().anyMatch(AuditTest::isOfNobody));
    List<AuditRecord> calls = kept("");
    assertFalse(
        calls.stream()
            .anyMatch(call -> call.getMethod().endsWith("ListModels") && call.getCode() == 0));
    assertTrue(
        calls.stream()
            .anyMatch(
                call ->
                    call.getReason() == ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND
                        && call.getResource().equals(NOBODYS)
                        && call.getCaller().startsWith(tenant)));
    assertTrue(
        calls.stream()
            .anyMatch(
                call ->
                    call.getReason() == ErrorReason.ERROR_REASON_PERMISSION_DENIED
                        && call.getResource().equals(tenant + "/subjects/a")
                        && call.getMethod().endsWith("DeleteSubject")
                        && call.getRole() == Role.ROLE_VIEWER));
  }

  private static boolean isOfNobody(AuditRecord call) {
    return call.getCode() == Status.Code.UNAUTHENTICATED.value() && call.getCaller().isEmpty();
  }

  @Test
  void anUploadThatItsClientGivesUpIsKept() throws Exception {
    String subject = createSubject("given-up").getName();
    ClientCall<UploadPhotosRequest, Subject> call =
        client.channel().newCall(SubjectsGrpc.getUploadPhotosMethod(), CallOptions.DEFAULT);
    call.start(new ClientCall.Listener<>() {}, new Metadata());
    call.sendMessage(UploadPhotosRequest.newBuilder().setSubject(subject).build());
    // the gateway has the request before it hears that nothing follows
    Thread.sleep(500);
    call.cancel("The client has changed its mind", null);

    await(
        () -> "the cancelled call",
        () ->
            kept(subject).stream()
                .anyMatch(
                    kept ->
                        kept.getMethod().endsWith("UploadPhotos")
                            && kept.getCode() == Status.Code.CANCELLED.value()));
  }

  @Test
  void namesThatNobodyCanHaveAreRefusedAndCut() throws Exception {
    String huge = tenant + "/subjects/" + "x".repeat(100_000);
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        () ->
            client
                .subjects()
                .deleteSubject(DeleteSubjectRequest.newBuilder().setName(huge).build()));

    await(
        () -> "the refusal",
        () -> kept(tenant).stream().anyMatch(call -> call.getResource().length() == 256));
  }

  @Test
  void neitherPromptsNorSecretsArePartOfIt() throws Exception {
    CreateApiKeyResponse made = key(tenant, Role.ROLE_MEMBER);
    refused(
        ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
        () ->
            as(made.getSecret())
                .images()
                .generateImages(
                    GenerateImagesRequest.newBuilder()
                        .setParent(tenant)
                        .setModel(MODEL)
                        .setPrompt("a whispered <wish>")
                        .build())
                .next());

    await(
        () -> "the generation",
        () -> kept(tenant).stream().anyMatch(call -> call.getMethod().endsWith("GenerateImages")));
    StringBuilder all = new StringBuilder();
    read(record -> all.append(new String(record.value(), StandardCharsets.ISO_8859_1)));
    assertTrue(all.indexOf(tenant) >= 0);
    assertEquals(-1, all.indexOf("whispered"));
    assertEquals(-1, all.indexOf("wish"));
    assertEquals(-1, all.indexOf(made.getSecret()));
  }

  private static AuditRecord one(List<AuditRecord> calls, String method) {
    List<AuditRecord> found =
        calls.stream().filter(call -> call.getMethod().equals(method)).toList();
    assertEquals(1, found.size(), method);
    return found.get(0);
  }

  /** The calls about a tenant, or all. */
  private List<AuditRecord> kept(String about) {
    List<AuditRecord> calls = new ArrayList<>();
    read(
        record -> {
          try {
            if (record.key().startsWith(about)) {
              calls.add(AuditRecord.parseFrom(record.value()));
            }
          } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
          }
        });
    return calls;
  }

  private void read(java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
    try (Consumer<String, byte[]> reader = kafka.reader()) {
      List<TopicPartition> partitions =
          reader.partitionsFor(Topics.AUDIT_LOG.title()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      var ends = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(at -> reader.position(at) < ends.get(at))) {
        reader.poll(Duration.ofMillis(500)).forEach(each);
      }
    }
  }
}
