package zoodip.safetensors;

import java.util.List;
import java.util.Locale;

/** How the names of safetensors files end. */
public final class FileEnding {
  /** The usual one first, then the short one that several tools write. */
  public static final List<String> ALL = List.of(".safetensors", ".sft");

  private FileEnding() {}

  /** Whether a name or path has one, in small letters or capitals. */
  public static boolean isOn(String name) {
    return !without(name).equals(name);
  }

  /** The name without it; as it is if it has none. */
  public static String without(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(small::endsWith)
        .findFirst()
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .orElse(name);
  }
}
