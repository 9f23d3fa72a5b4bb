package zoodip.cli.subjects;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.JsonFile;

/** What a folder's subject.json says of its photos. */
record SubjectFile(Optional<String> classWord, boolean living, Map<String, String> captions) {
  /** No file: nothing is said. */
  static final SubjectFile NONE = new SubjectFile(Optional.empty(), false, Map.of());

  private static final String NAME = "subject.json";

  /**
   * Reads the folder's file, if it has one.
   *
   * @throws UsageException if it has not the form of one
   */
  static SubjectFile in(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return NONE;
    }
    Struct json = JsonFile.read(file);
    return new SubjectFile(
        classWord(file, json),
        living(file, json),
        Captions.of(file, json.getFieldsOrDefault("captions", empty()).getStructValue()));
  }

  private static Optional<String> classWord(Path file, Struct json) {
    Value word = json.getFieldsOrDefault("class", Value.getDefaultInstance());
    return switch (word.getKindCase()) {
      case STRING_VALUE ->
          Optional.of(word.getStringValue().strip()).filter(text -> !text.isEmpty());
      case KIND_NOT_SET, NULL_VALUE -> Optional.empty();
      default -> throw new UsageException("\"class\" in " + file + " is no word");
    };
  }

  private static boolean living(Path file, Struct json) {
    Value living = json.getFieldsOrDefault("living", Value.getDefaultInstance());
    return switch (living.getKindCase()) {
      case BOOL_VALUE -> living.getBoolValue();
      case KIND_NOT_SET, NULL_VALUE -> false;
      default -> throw new UsageException("\"living\" in " + file + " is neither true nor false");
    };
  }

  private static Value empty() {
    return Value.newBuilder().setStructValue(Struct.getDefaultInstance()).build();
  }
}
