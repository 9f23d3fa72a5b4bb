package zoodip.cli.models;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.safetensors.FileEnding;

/**
 * A file with weights of a network, or the index of its shards, as its name tells.
 *
 * @param path within the model
 * @param network folder and stem, which all files with the same network's weights share
 * @param variant {@code fp16} of {@code model.fp16.safetensors}; empty for the full weights
 * @param plainPath the path without the variant and with the usual ending, which this engine knows;
 *     shards keep their names, because their index tells them
 */
record WeightFile(String path, String network, String variant, Form form, String plainPath) {
  private static final String STEM = "((?:.*/)?(?:model|diffusion_pytorch_model))";
  private static final String VARIANT = "([A-Za-z][\\w-]*?)";
  private static final Pattern WEIGHTS =
      Pattern.compile(STEM + "(?:\\." + VARIANT + ")?(-\\d+-of-\\d+)?(?:\\." + VARIANT + ")?");
  private static final Pattern INDEX =
      Pattern.compile(
          STEM + "(?:\\." + VARIANT + ")?\\.safetensors\\.index(?:\\." + VARIANT + ")?\\.json");

  /** How much of a network's weights is in the file. */
  enum Form {
    WHOLE,
    SHARD,
    INDEX
  }

  /** Of a path, if it is that of such a file. */
  static Optional<WeightFile> of(String path) {
    Matcher index = INDEX.matcher(path);
    if (index.matches()) {
      String plain = index.group(1) + ".safetensors.index.json";
      return Optional.of(
          new WeightFile(path, index.group(1), either(index, 2, 3), Form.INDEX, plain));
    }
    Matcher weights = WEIGHTS.matcher(FileEnding.without(path));
    if (!FileEnding.isOn(path) || !weights.matches()) {
      return Optional.empty();
    }
    boolean whole = weights.group(3) == null;
    return Optional.of(
        new WeightFile(
            path,
            weights.group(1),
            either(weights, 2, 4),
            whole ? Form.WHOLE : Form.SHARD,
            whole ? weights.group(1) + ".safetensors" : path));
  }

  private static String either(Matcher matcher, int first, int second) {
    String name = matcher.group(first) == null ? matcher.group(second) : matcher.group(first);
    return name == null ? "" : name;
  }
}
