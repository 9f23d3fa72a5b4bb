package zoodip.cli.files;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.nio.file.Path;
import zoodip.cli.errors.UsageException;

/** A file with one JSON object. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * Reads it.
   *
   * @throws UsageException if it is none
   */
  public static Struct read(Path file) {
    try {
      Struct.Builder json = Struct.newBuilder();
      JsonFormat.parser().merge(TextFile.read(file), json);
      return json.build();
    } catch (InvalidProtocolBufferException e) {
      throw new UsageException(file + " is no JSON object: " + JsonErrorText.text(e), e);
    }
  }
}
