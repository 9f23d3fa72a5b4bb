package zoodip.cli.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * What a hub says of a revision.
 *
 * @param commit that it means
 * @param paths of its files
 */
record RevisionFiles(String commit, List<String> paths) {
  RevisionFiles {
    paths = List.copyOf(paths);
  }

  /**
   * Reads the answer of {@code /api/models/REPO/revision/REV}.
   *
   * @throws HubException if it is none
   */
  static RevisionFiles parse(String json) {
    JsonObject object = object(json);
    List<String> paths = new ArrayList<>();
    for (JsonElement file : object.getAsJsonArray("siblings")) {
      paths.add(text(file.getAsJsonObject(), "rfilename"));
    }
    String commit = text(object, "sha");
    // it names a folder
    if (!commit.matches("\\w+")) {
      throw new HubException("The hub names a commit '" + commit + "'");
    }
    return new RevisionFiles(commit, paths);
  }

  private static JsonObject object(String json) {
    try {
      JsonElement answer = JsonParser.parseString(json);
      if (answer.isJsonObject() && answer.getAsJsonObject().get("siblings") instanceof JsonArray) {
        return answer.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw new HubException("The hub's list of files is no JSON", e);
    }
    throw new HubException("The hub's list of files has no siblings");
  }

  private static String text(JsonObject object, String field) {
    JsonElement value = object.get(field);
    if (value == null || !value.isJsonPrimitive()) {
      throw new HubException("The hub's list of files lacks " + field);
    }
    return value.getAsString();
  }
}
