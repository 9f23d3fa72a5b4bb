package zoodip.platform.validation;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * Requests whose bytes cannot be decoded. By itself gRPC cuts such a call off without a word of
 * why; a service that is bound through here gets an empty message with a mark instead, which {@link
 * ValidationInterceptor} refuses as it does any other that breaks a rule.
 */
public final class MalformedRequests {
  /** The highest number that a field can have; no message has it. */
  private static final int FIELD = 536_870_911;

  private static final UnknownFieldSet MARK =
      UnknownFieldSet.newBuilder()
          .addField(
              FIELD,
              UnknownFieldSet.Field.newBuilder()
                  .addLengthDelimited(ByteString.copyFromUtf8("undecodable"))
                  .build())
          .build();

  private MalformedRequests() {}

  /** The service, with marked messages in the place of what cannot be decoded. */
  public static ServerServiceDefinition marked(ServerServiceDefinition service) {
    var methods = service.getMethods().stream().map(MalformedRequests::marked).toList();
    var descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
            .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    var definition = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(definition::addMethod);
    return definition.build();
  }

  /** Whether a request is such a mark. */
  public static boolean is(Message request) {
    return request.getUnknownFields().hasField(FIELD);
  }

  /** What the caller of a mark is told. */
  public static ServiceException refusal(Message request) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        "The bytes that were sent are no %s; send one as the proto files describe it"
            .formatted(request.getDescriptorForType().getFullName()));
  }

  private static <Q, A> ServerMethodDefinition<Q, A> marked(ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    return ServerMethodDefinition.create(
        descriptor.toBuilder()
            .setRequestMarshaller(new Marking<>(descriptor.getRequestMarshaller()))
            .build(),
        method.getServerCallHandler());
  }

  /** Reads messages as another does, but for those that it cannot read. */
  private record Marking<Q>(Marshaller<Q> strict) implements PrototypeMarshaller<Q> {
    @Override
    public InputStream stream(Q message) {
      return strict.stream(message);
    }

    @Override
    public Q parse(InputStream bytes) {
      try {
        return strict.parse(bytes);
      } catch (StatusRuntimeException e) {
        return getMessageClass().cast(mark((Message) getMessagePrototype()));
      }
    }

    @Override
    public Class<Q> getMessageClass() {
      return ((PrototypeMarshaller<Q>) strict).getMessageClass();
    }

    @Override
    public Q getMessagePrototype() {
      return ((PrototypeMarshaller<Q>) strict).getMessagePrototype();
    }

    private static Message mark(Message prototype) {
      return prototype.newBuilderForType().setUnknownFields(MARK).build();
    }
  }
}
