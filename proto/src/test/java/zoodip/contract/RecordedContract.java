package zoodip.contract;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The contract as it was recorded: a descriptor set as text, so that a change of it can be read and
 * merged. Options and comments are left out.
 */
final class RecordedContract {
  private static final Path RECORD = Path.of("src", "main", "descriptors", "contract.txtpb");
  private static final Path BUILT =
      Path.of("target", "generated-sources", "grpc", "contract.binpb");

  private RecordedContract() {}

  static FileDescriptorSet read() {
    try {
      FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
      if (Files.exists(RECORD)) {
        TextFormat.merge(Files.readString(RECORD), set);
      }
      return set.build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RECORD.toAbsolutePath(), e);
    }
  }

  static void write(FileDescriptorSet set) {
    try {
      Files.createDirectories(RECORD.getParent());
      Files.writeString(RECORD, TextFormat.printer().printToString(set));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + RECORD.toAbsolutePath(), e);
    }
  }

  /** What protoc made of the proto files in this build: this project's, and KEDA's. */
  static FileDescriptorSet built() {
    try {
      FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
      FileDescriptorSet.parseFrom(Files.readAllBytes(BUILT)).getFileList().stream()
          .filter(file -> isRecorded(file.getPackage()))
          .sorted(Comparator.comparing(FileDescriptorProto::getName))
          .forEach(file -> set.addFile(bare(file)));
      return set.build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + BUILT.toAbsolutePath(), e);
    }
  }

  /** Apart from what libraries bring. */
  private static boolean isRecorded(String protoPackage) {
    return protoPackage.startsWith("zoodip.") || protoPackage.equals("externalscaler");
  }

  private static FileDescriptorProto bare(FileDescriptorProto file) {
    FileDescriptorProto.Builder bare = file.toBuilder().clearOptions().clearSourceCodeInfo();
    bare.getMessageTypeBuilderList().forEach(RecordedContract::strip);
    bare.getEnumTypeBuilderList().forEach(RecordedContract::strip);
    bare.getServiceBuilderList()
        .forEach(
            service ->
                service.clearOptions().getMethodBuilderList().forEach(m -> m.clearOptions()));
    return bare.build();
  }

  private static void strip(DescriptorProto.Builder message) {
    message
        .clearOptions()
        .getFieldBuilderList()
        .forEach(FieldDescriptorProto.Builder::clearOptions);
    message.getFieldBuilderList().forEach(FieldDescriptorProto.Builder::clearJsonName);
    message.getOneofDeclBuilderList().forEach(oneof -> oneof.clearOptions());
    message.getNestedTypeBuilderList().forEach(RecordedContract::strip);
    message.getEnumTypeBuilderList().forEach(RecordedContract::strip);
  }

  private static void strip(EnumDescriptorProto.Builder type) {
    type.clearOptions().getValueBuilderList().forEach(value -> value.clearOptions());
  }
}
