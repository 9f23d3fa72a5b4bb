import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Calls any method of a server with a JSON request and prints the JSON answers, as grpcurl does and
 * with its options: it knows nothing of the API but what the server's reflection tells.
 *
 * <pre>
 * java -cp services/cli/target/zoodip.jar docs/examples/java/Call.java -plaintext localhost:9001 list
 * java -cp services/cli/target/zoodip.jar docs/examples/java/Call.java -plaintext \
 *     -d '{"name": "models/toybox"}' localhost:9001 zoodip.v1.Models/GetModel
 * </pre>
 */
public final class Call {
  private static final int LARGEST_ANSWER = 4 << 20;

  private final ManagedChannel channel;

  private Call(ManagedChannel channel) {
    this.channel = channel;
  }

  public static void main(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean plaintext = words.remove("-plaintext");
    int data = words.indexOf("-d");
    String json = "{}";
    if (data >= 0) {
      words.remove(data);
      json = words.remove(data);
    }
    int most = words.indexOf("-max-msg-sz");
    int largest = LARGEST_ANSWER;
    if (most >= 0) {
      words.remove(most);
      largest = Integer.parseInt(words.remove(most));
    }
    if (words.size() != 2) {
      System.err.println(
          "Usage: Call [-plaintext] [-max-msg-sz BYTES] [-d JSON] HOST:PORT list | SERVICE/METHOD");
      System.exit(2);
    }
    System.exit(run(words.get(0), plaintext, largest, words.get(1), json));
  }

  private static int run(
      String server, boolean plaintext, int largestAnswer, String what, String json)
      throws Exception {
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                server,
                plaintext ? InsecureChannelCredentials.create() : TlsChannelCredentials.create())
            .maxInboundMessageSize(largestAnswer)
            .build();
    try {
      Call call = new Call(channel);
      if (what.equals("list")) {
        call.services().forEach(System.out::println);
      } else {
        call.make(what, json);
      }
      return 0;
    } catch (StatusRuntimeException e) {
      System.err.println(e.getStatus());
      System.err.println(StatusProto.fromThrowable(e));
      return 1;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 1;
    } finally {
      channel.shutdownNow();
    }
  }

  private List<String> services() {
    return ask(ServerReflectionRequest.newBuilder().setListServices("").build())
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(service -> service.getName())
        .toList();
  }

  /** A call with one request; the answers of a stream are printed as they come. */
  private void make(String path, String json)
      throws InvalidProtocolBufferException, DescriptorValidationException {
    String[] names = path.split("/", 2);
    MethodDescriptor method = service(names[0]).findMethodByName(names[names.length - 1]);
    if (method == null) {
      throw new IllegalArgumentException("The server has no method " + path);
    }
    TypeRegistry types = TypeRegistry.newBuilder().add(method.getOutputType()).build();
    DynamicMessage.Builder request = DynamicMessage.newBuilder(method.getInputType());
    JsonFormat.parser().usingTypeRegistry(types).merge(json, request);
    Iterator<DynamicMessage> answers =
        ClientCalls.blockingServerStreamingCall(
            channel, wire(path, method), CallOptions.DEFAULT, request.build());
    while (answers.hasNext()) {
      System.out.println(JsonFormat.printer().usingTypeRegistry(types).print(answers.next()));
    }
  }

  private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> wire(
      String path, MethodDescriptor method) {
    return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
        .setFullMethodName(path)
        .setRequestMarshaller(marshaller(method.getInputType()))
        .setResponseMarshaller(marshaller(method.getOutputType()))
        .build();
  }

  private static io.grpc.MethodDescriptor.Marshaller<DynamicMessage> marshaller(Descriptor type) {
    return ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(type));
  }

  /** The service's descriptor, built of the files that the server describes itself with. */
  private ServiceDescriptor service(String name)
      throws InvalidProtocolBufferException, DescriptorValidationException {
    Map<String, FileDescriptorProto> files = new HashMap<>();
    FileDescriptorProto first =
        described(
            ServerReflectionRequest.newBuilder().setFileContainingSymbol(name).build(), files);
    FileDescriptor file = build(first, files, new HashMap<>());
    return file.findServiceByName(name.substring(name.lastIndexOf('.') + 1));
  }

  private FileDescriptor build(
      FileDescriptorProto file,
      Map<String, FileDescriptorProto> known,
      Map<String, FileDescriptor> built)
      throws InvalidProtocolBufferException, DescriptorValidationException {
    List<FileDescriptor> imports = new ArrayList<>();
    for (String name : file.getDependencyList()) {
      if (!built.containsKey(name)) {
        FileDescriptorProto imported =
            known.containsKey(name)
                ? known.get(name)
                : described(
                    ServerReflectionRequest.newBuilder().setFileByFilename(name).build(), known);
        built.put(name, build(imported, known, built));
      }
      imports.add(built.get(name));
    }
    return FileDescriptor.buildFrom(file, imports.toArray(new FileDescriptor[0]));
  }

  private FileDescriptorProto described(
      ServerReflectionRequest question, Map<String, FileDescriptorProto> known)
      throws InvalidProtocolBufferException {
    ServerReflectionResponse answer = ask(question);
    if (answer.hasErrorResponse()) {
      throw new IllegalArgumentException(answer.getErrorResponse().getErrorMessage());
    }
    List<ByteString> files = answer.getFileDescriptorResponse().getFileDescriptorProtoList();
    for (ByteString file : files) {
      FileDescriptorProto parsed =
          FileDescriptorProto.parseFrom(file, ExtensionRegistry.getEmptyRegistry());
      known.put(parsed.getName(), parsed);
    }
    return FileDescriptorProto.parseFrom(files.get(0), ExtensionRegistry.getEmptyRegistry());
  }

  private ServerReflectionResponse ask(ServerReflectionRequest question) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> questions =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new IllegalStateException("no answer"));
                  }
                });
    questions.onNext(question);
    questions.onCompleted();
    return answer.join();
  }
}
