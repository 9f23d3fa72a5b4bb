package zoodip.cli.subjects;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.client.SubjectUpload;
import zoodip.v1.LearnableProperty;
import zoodip.v1.Subject;

/** Makes a subject of photos. */
@Command(
    name = "create",
    description = {
      "Makes a subject of photos: all of a folder, or the files that are named.",
      "",
      "A folder may have a subject.json that says what this command's options say:",
      "  {\"class\": \"mug\", \"living\": false,",
      "   \"captions\": {\"00.jpg\": \"a photo of a {} in the snow\"}}",
      "A caption may also lie beside its photo, in 00.txt or 00.caption; one in subject.json wins"
          + " over it, and one of the file that --captions names over both. Other options win over"
          + " subject.json. In a caption, {} is where the learned word goes; photos without a"
          + " caption take turns with neutral ones.",
      "",
      "Photos are JPEG, PNG and WebP files, told by their content. Other pictures are skipped and"
          + " named; hidden files are passed over. What is transparent becomes white."
    },
    footer = {
      "%nExamples:",
      "  zoodip subjects create photos/ --class mug",
      "  zoodip subjects create 1.jpg 2.jpg --id rex --class dog --living"
    })
final class SubjectsCreateCommand extends ClientCommand {
  @Parameters(paramLabel = "PHOTOS", arity = "1..*", description = "A folder, or files.")
  private List<Path> photos;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The subject's id (default: the folder's name).")
  private String id;

  @Mixin private DescriptionOptions description;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    PhotoSelection choice = PhotoSelection.of(photos, description);
    Subject wanted =
        Subject.newBuilder()
            .setClassWord(choice.classWord())
            .setLiving(choice.living())
            .setLearnableProperty(description.property())
            .build();
    choice.warnings().forEach(warning -> out.hint("%s", warning));
    out.hint("uploading %d photos", choice.distinct().size());
    Subject subject = SubjectUpload.upload(client, id(choice), wanted, choice.distinct());
    out.result(subject, SubjectText.details(subject));
    out.hint("learn it: zoodip train %s --watch", ResourceNames.id(subject.getName()));
    return 0;
  }

  private String id(PhotoSelection choice) {
    return id == null ? SubjectUpload.id(choice.name()) : ResourceNames.requireId("subject", id);
  }

  /** Object or style, as people write it. */
  enum Property {
    OBJECT(LearnableProperty.LEARNABLE_PROPERTY_OBJECT),
    STYLE(LearnableProperty.LEARNABLE_PROPERTY_STYLE);

    final LearnableProperty value;

    Property(LearnableProperty value) {
      this.value = value;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
