package zoodip.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The proto files keep what was recorded of them. That holds for the public API, for what is stored
 * on Kafka and in the object store (zoodip.events.v1), for what services of different versions say
 * to each other (zoodip.inference.v1, zoodip.jobs.v1), and for what KEDA asks (externalscaler).
 */
class ContractTest {
  private static final String RECORDING =
      "mvn -B test -pl proto -Dtest=ContractTest -Dcontract.record=true";

  @Test
  void nothingThatIsRecordedBreaksAndEverythingIsRecorded() {
    FileDescriptorSet built = RecordedContract.built();
    Changes changes = changes(RecordedContract.read(), built);

    assertEquals(
        List.of(),
        changes.breaks(),
        "The proto files break what clients or stored messages rely on. Leave it as it was and add"
            + " something new beside it");
    if (Boolean.getBoolean("contract.record")) {
      RecordedContract.write(built);
    } else {
      assertEquals(
          List.of(),
          changes.additions(),
          "Not recorded yet. If these additions are meant, record them: " + RECORDING);
    }
  }

  @Test
  void everyPackageIsCovered() {
    List<String> packages =
        RecordedContract.built().getFileList().stream()
            .map(FileDescriptorProto::getPackage)
            .distinct()
            .sorted()
            .toList();

    assertEquals(
        List.of(
            "externalscaler",
            "zoodip.events.v1",
            "zoodip.inference.v1",
            "zoodip.jobs.v1",
            "zoodip.v1"),
        packages);
  }

  @Test
  void aFieldThatIsGoneRenamedRenumberedOrOfAnotherKindBreaks() {
    breaks("field 1 of p.Dog (name) is gone", file -> dog(file).removeField(0));
    breaks("has another name: title instead of name", file -> name(file).setName("title"));
    breaks("field 1 of p.Dog (name) is gone", file -> name(file).setNumber(7));
    breaks(
        "has another type: bytes instead of string",
        file -> name(file).setType(FieldDescriptorProto.Type.TYPE_BYTES));
    breaks(
        "has another type: p.Cat instead of p.Dog",
        file -> dog(file).getFieldBuilder(1).setTypeName(".p.Cat"));
    breaks(
        "has another cardinality: repeated instead of single",
        file -> name(file).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED));
    breaks(
        "has another cardinality: optional instead of single",
        file -> name(file).setProto3Optional(true).setOneofIndex(0));
    breaks("has another oneof: kind instead of none", file -> name(file).setOneofIndex(0));
  }

  @Test
  void aMessageOrEnumValueThatIsGoneOrRenamedBreaks() {
    breaks("message p.Dog is gone", file -> file.removeMessageType(0));
    breaks("message p.Dog is gone", file -> dog(file).setName("Wolf"));
    breaks("enum p.Size is gone", file -> file.removeEnumType(0));
    breaks("value 1 of p.Size (BIG) is gone", file -> file.getEnumTypeBuilder(0).removeValue(0));
    breaks(
        "has another name: HUGE instead of BIG",
        file -> file.getEnumTypeBuilder(0).getValueBuilder(0).setName("HUGE"));
  }

  @Test
  void aMethodThatIsGoneOrOfAnotherKindBreaks() {
    breaks("service p.Dogs is gone", file -> file.removeService(0));
    breaks("method Walk of p.Dogs is gone", file -> file.getServiceBuilder(0).removeMethod(0));
    breaks("has another request", file -> walk(file).setInputType(".p.Cat"));
    breaks("has another response", file -> walk(file).setOutputType(".p.Cat"));
    breaks("has another client streaming", file -> walk(file).setClientStreaming(true));
    breaks("has another server streaming", file -> walk(file).setServerStreaming(true));
  }

  @Test
  void anAdditionBreaksNothingAndIsTold() {
    FileDescriptorProto.Builder file = file();
    dog(file).addField(field("age", 9));

    Changes changes = changes(set(file()), set(file));

    assertEquals(new Changes(List.of(), List.of("field 9 of p.Dog")), changes);
  }

  private static void breaks(String told, Consumer<FileDescriptorProto.Builder> change) {
    FileDescriptorProto.Builder file = file();
    change.accept(file);

    List<String> breaks = changes(set(file()), set(file)).breaks();

    assertTrue(breaks.stream().anyMatch(line -> line.contains(told)), breaks.toString());
  }

  private static Changes changes(FileDescriptorSet older, FileDescriptorSet newer) {
    return Changes.between(Contract.of(older), Contract.of(newer));
  }

  private static FileDescriptorSet set(FileDescriptorProto.Builder file) {
    return FileDescriptorSet.newBuilder().addFile(file).build();
  }

  private static FileDescriptorProto.Builder file() {
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setPackage("p");
    file.addMessageTypeBuilder()
        .setName("Dog")
        .addField(field("name", 1))
        .addField(
            field("friend", 2)
                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(".p.Dog"))
        .addOneofDeclBuilder()
        .setName("kind");
    file.addMessageType(DescriptorProto.newBuilder().setName("Cat"));
    EnumDescriptorProto.Builder size = file.addEnumTypeBuilder().setName("Size");
    size.addValueBuilder().setName("BIG").setNumber(1);
    file.addServiceBuilder()
        .setName("Dogs")
        .addMethodBuilder()
        .setName("Walk")
        .setInputType(".p.Dog")
        .setOutputType(".p.Dog");
    return file;
  }

  private static FieldDescriptorProto.Builder field(String name, int number) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(FieldDescriptorProto.Type.TYPE_STRING);
  }

  private static DescriptorProto.Builder dog(FileDescriptorProto.Builder file) {
    return file.getMessageTypeBuilder(0);
  }

  private static FieldDescriptorProto.Builder name(FileDescriptorProto.Builder file) {
    return dog(file).getFieldBuilder(0);
  }

  private static MethodDescriptorProto.Builder walk(FileDescriptorProto.Builder file) {
    return file.getServiceBuilder(0).getMethodBuilder(0);
  }
}
