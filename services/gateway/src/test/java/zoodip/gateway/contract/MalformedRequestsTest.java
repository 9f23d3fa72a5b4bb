package zoodip.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.PhotoHeader;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.UploadPhotosRequest;

/** What a request is answered with that is no message, or wrong in many places. */
@QuarkusTest
class MalformedRequestsTest extends GatewayTestBase {
  private static final byte[] NO_MESSAGE = {(byte) 0xff};

  @Inject @GrpcService @Any Instance<BindableService> services;
  @Inject GatewayConfig config;

  /** Bytes as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] bytes) {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public byte[] parse(InputStream bytes) {
      try {
        return bytes.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void everyMethodAnswersUndecodableBytesWithAReason() {
    List<MethodDescriptor<?, ?>> methods =
        services.stream()
            .flatMap(service -> service.bindService().getServiceDescriptor().getMethods().stream())
            .filter(method -> method.getFullMethodName().startsWith("zoodip.v1."))
            .<MethodDescriptor<?, ?>>map(method -> method)
            .toList();
    assertTrue(methods.size() > 20, methods.size() + " methods");
    for (MethodDescriptor<?, ?> method : methods) {
      var error = assertThrows(StatusRuntimeException.class, () -> send(method));
      assertEquals(
          Status.Code.INVALID_ARGUMENT, error.getStatus().getCode(), method.getFullMethodName());
      assertEquals("INVALID_REQUEST", GatewayClient.reason(error), method.getFullMethodName());
    }
  }

  private void send(MethodDescriptor<?, ?> method) {
    var raw = method.toBuilder(new Bytes(), new Bytes()).build();
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    var call = client.channel().newCall(raw, CallOptions.DEFAULT);
    if (method.getType() == MethodDescriptor.MethodType.CLIENT_STREAMING) {
      var stream = ClientCalls.asyncClientStreamingCall(call, GatewayClient.completing(answer));
      stream.onNext(NO_MESSAGE);
    } else {
      ClientCalls.asyncServerStreamingCall(call, NO_MESSAGE, GatewayClient.completing(answer));
    }
    GatewayClient.get(answer);
  }

  @Test
  void anUploadThatBecomesUndecodableLeavesNothing() throws Exception {
    String subject = createSubject("my-mug").getName();
    var raw = SubjectsGrpc.getUploadPhotosMethod().toBuilder(new Bytes(), new Bytes()).build();
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    StreamObserver<byte[]> upload =
        ClientCalls.asyncClientStreamingCall(
            client.channel().newCall(raw, CallOptions.DEFAULT), GatewayClient.completing(answer));
    upload.onNext(UploadPhotosRequest.newBuilder().setSubject(subject).build().toByteArray());
    for (int i = 0; i < 2; i++) {
      upload.onNext(
          UploadPhotosRequest.newBuilder()
              .setPhoto(PhotoHeader.newBuilder().setFilename(i + ".png"))
              .build()
              .toByteArray());
      upload.onNext(
          UploadPhotosRequest.newBuilder()
              .setChunk(ByteString.copyFrom(png(i)))
              .build()
              .toByteArray());
    }
    upload.onNext(NO_MESSAGE);

    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> GatewayClient.get(answer));
    try (Stream<Path> files = Files.walk(config.photos().arrivalsFolder())) {
      assertEquals(
          List.of(),
          files.filter(file -> file.getFileName().toString().startsWith("photo-")).toList());
    }
  }

  @Test
  void fortyWrongPromptsAreAnsweredWithTheFirstAndTheirNumber() {
    var settings = EvaluationSettings.newBuilder();
    for (int i = 0; i < 40; i++) {
      settings.addPrompts("ёлка <no-concept-of-this-name-" + i + "> " + "ы".repeat(3000));
    }
    var request =
        CreateEvaluationRequest.newBuilder()
            .setParent(tenant)
            .setEvaluation(
                Evaluation.newBuilder()
                    .setSubject(subjectWithPhoto("my-mug"))
                    .setModel(MODEL)
                    .setSettings(settings))
            .build();

    var error =
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () -> client.evaluations().createEvaluation(request));

    assertTrue(
        GatewayClient.detail(error, BadRequest.class)
            .getFieldViolations(0)
            .getField()
            .contains("prompts[0]"),
        error.getMessage());
    assertTrue(error.getMessage().length() < 2000, error.getMessage());
  }
}
