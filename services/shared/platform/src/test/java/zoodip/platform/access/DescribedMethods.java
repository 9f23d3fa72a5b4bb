package zoodip.platform.access;

import build.buf.validate.ValidateProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.TimestampProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zoodip.v1.AuthorizationProto;

/** Every method in the proto files of this build, as protoc described them. */
public final class DescribedMethods {
  private static final Path SET = Path.of("target", "generated-sources", "grpc", "contract.binpb");

  /** What the set leaves out. */
  private static final List<FileDescriptor> LIBRARIES =
      List.of(
          DescriptorProtos.getDescriptor(),
          DurationProto.getDescriptor(),
          EmptyProto.getDescriptor(),
          FieldMaskProto.getDescriptor(),
          TimestampProto.getDescriptor(),
          ValidateProto.getDescriptor());

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
        .sorted(Comparator.comparing(MethodDescriptor::getFullName))
        .toList();
  }

  private static Map<String, FileDescriptor> files(Path proto) {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    AuthorizationProto.registerAllExtensions(extensions);
    ValidateProto.registerAllExtensions(extensions);
    try {
      FileDescriptorSet set =
          FileDescriptorSet.parseFrom(Files.readAllBytes(proto.resolve(SET)), extensions);
      Map<String, FileDescriptorProto> described = new HashMap<>();
      set.getFileList().forEach(file -> described.put(file.getName(), file));
      Map<String, FileDescriptor> built = new HashMap<>();
      LIBRARIES.forEach(file -> built.put(file.getName(), file));
      for (FileDescriptorProto file : set.getFileList()) {
        build(file, described, built);
      }
      return built;
    } catch (IOException e) {
      throw new UncheckedIOException("Build the module proto first", e);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileDescriptor build(
      FileDescriptorProto file,
      Map<String, FileDescriptorProto> described,
      Map<String, FileDescriptor> built)
      throws DescriptorValidationException {
    List<FileDescriptor> imports = new ArrayList<>();
    for (String name : file.getDependencyList()) {
      FileDescriptor known = built.get(name);
      imports.add(known == null ? build(described.get(name), described, built) : known);
    }
    FileDescriptor whole = FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
    built.put(file.getName(), whole);
    return whole;
  }
}
