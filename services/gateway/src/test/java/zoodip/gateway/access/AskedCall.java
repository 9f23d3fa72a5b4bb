package zoodip.gateway.access;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.gateway.GatewayClient;
import zoodip.v1.AuthorizationProto;
import zoodip.v1.MethodRule;

/** A call of any method of ours, of which only the field that names the tenant is set. */
record AskedCall<Q, A>(MethodDescriptor<Q, A> method) {
  private static final Pattern COLLECTION = Pattern.compile("\\{0,62}/([a-zA-Z]+)/");

  MethodRule rule() {
    return schema().getOptions().getExtension(AuthorizationProto.rule);
  }

  /** {@code zoodip.v1.Subjects/GetSubject}. */
  String name() {
    return method.getFullMethodName();
  }

  /** The kind of resource that a request names: {@code subjects}; empty if it is a tenant. */
  String collection() {
    Matcher form =
        COLLECTION.matcher(
            schema()
                .getInputType()
                .findFieldByName(rule().getTenantField())
                .getOptions()
                .toString());
    return form.find() ? form.group(1) : "";
  }

  /**
   * How it ends, or OK as soon as something is answered.
   *
   * @param named what the request names; empty: nothing
   */
  Status.Code make(Channel channel, String named) {
    CompletableFuture<Status> end = new CompletableFuture<>();
    ClientCall<Q, A> call =
        channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(A message) {
            end.complete(Status.OK);
            call.cancel("It was answered", null);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(request(named));
    call.halfClose();
    return GatewayClient.get(end).getCode();
  }

  private Q request(String named) {
    var requests = (PrototypeMarshaller<Q>) method.getRequestMarshaller();
    Message.Builder request = ((Message) requests.getMessagePrototype()).newBuilderForType();
    if (!named.isEmpty()) {
      request.setField(
          request.getDescriptorForType().findFieldByName(rule().getTenantField()), named);
    }
    return requests.getMessageClass().cast(request.build());
  }

  private Descriptors.MethodDescriptor schema() {
    return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor()).getMethodDescriptor();
  }
}
