package zoodip.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/** Reads what commands print with --json. */
public final class Json {
  private Json() {}

  /** The one document. */
  public static JsonObject of(Cli.Run run) {
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  /** One document a line. */
  public static List<JsonObject> lines(Cli.Run run) {
    return run.out().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }
}
