package zoodip.cli.resources;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.util.Map;
import zoodip.client.Client;

/**
 * A method that the API has for every kind of resource (AIP-131 to AIP-136): the requests of all
 * kinds have the same fields.
 *
 * @param <R> the request
 * @param <A> the answer
 */
public record StandardMethod<R extends Message, A extends Message>(MethodDescriptor<R, A> method) {
  /** Calls it with the values of fields; a field that requests of this kind lack is left out. */
  public A call(Client client, Map<String, Object> fields) {
    var requests = (PrototypeMarshaller<R>) method.getRequestMarshaller();
    Message.Builder request = requests.getMessagePrototype().newBuilderForType();
    fields.forEach(
        (name, value) -> {
          FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
          if (field != null) {
            request.setField(field, value);
          }
        });
    return client.call(method, requests.getMessageClass().cast(request.build()));
  }

  /** Its answer without values. */
  A answer() {
    return ((PrototypeMarshaller<A>) method.getResponseMarshaller()).getMessagePrototype();
  }
}
