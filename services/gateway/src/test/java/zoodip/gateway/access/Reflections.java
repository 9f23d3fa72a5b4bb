package zoodip.gateway.access;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import zoodip.gateway.GatewayClient;

/** Asks a server what services it has. */
final class Reflections {
  private Reflections() {}

  /** How that ends. */
  static Status list(Channel channel) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> call =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(GatewayClient.completing(answer));
    call.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());
    call.onCompleted();
    try {
      GatewayClient.get(answer);
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }
}
