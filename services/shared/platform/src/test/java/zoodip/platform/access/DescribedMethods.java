package zoodip.platform.access;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zoodip.v1.AuthorizationProto;

/** Every method in the proto files of this build, as protoc described them. */
public final class DescribedMethods {
  private static final Path SET = Path.of("target", "generated-sources", "grpc", "contract.binpb");

  private DescribedMethods() {}

  /**
   * Those of our services, in the order of files.
   *
   * @param proto the folder of the module
   */
  public static List<MethodDescriptor> ofOurs(Path proto) {
    return files(proto).values().stream()
        .flatMap(file -> file.getServices().stream())
        .filter(MethodRules::covers)
        .flatMap(service -> service.getMethods().stream())
        .sorted(java.util.Comparator.comparing(MethodDescriptor::getFullName))
        .toList();
  }

  private static Map<String, FileDescriptor> files(Path proto) {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    AuthorizationProto.registerAllExtensions(extensions);
    build.buf.validate.ValidateProto.registerAllExtensions(extensions);
    try {
      FileDescriptorSet set =
          FileDescriptorSet.parseFrom(Files.readAllBytes(proto.resolve(SET)), extensions);
      Map<String, FileDescriptor> built = new HashMap<>();
      for (FileDescriptorProto file : set.getFileList()) {
        // protoc writes a file behind all that it imports
        FileDescriptor[] imports =
            file.getDependencyList().stream().map(built::get).toArray(FileDescriptor[]::new);
        built.put(file.getName(), FileDescriptor.buildFrom(file, imports));
      }
      return built;
    } catch (IOException e) {
      throw new UncheckedIOException("Build the module proto first", e);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }
}
