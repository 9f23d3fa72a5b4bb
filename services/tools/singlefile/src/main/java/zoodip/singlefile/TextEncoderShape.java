package zoodip.singlefile;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.diffusion.weights.UnusedTensors;
import zoodip.safetensors.SafetensorsFile;

/**
 * How large a checkpoint's text encoder is.
 *
 * @param prefix where it stands
 * @param width of its token embeddings, 0 if there are none
 * @param layers one more than the number of its highest
 * @param projected whether it has what compares texts with images
 */
record TextEncoderShape(String prefix, long width, int layers, boolean projected) {
  /** Of Stable Diffusion 1. */
  static final long CLIP_WIDTH = 768;

  /** Of Stable Diffusion 2: ViT-H of OpenCLIP. */
  static final long OPEN_CLIP_WIDTH = 1024;

  private static final Pattern LAYER =
      Pattern.compile(
          "(?:transformer\\.resblocks|(?:text_model\\.)?encoder\\.layers)\\.(\\d{1,4})\\..+");
  private static final Pattern TOKENS =
      Pattern.compile("(?:text_model\\.embeddings\\.|embeddings\\.)?token_embedding\\.weight");

  /** Of the encoder under the first of the prefixes that the file has. */
  static TextEncoderShape of(SafetensorsFile file, List<String> prefixes) {
    String prefix = TextEncoderShape.prefix(file, prefixes);
    long width = 0;
    int layers = 0;
    boolean projected = false;
    for (String key : file.names()) {
      String rest = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
      if (TOKENS.matcher(rest).matches() && file.entry(key).shape().size() == 2) {
        width = file.entry(key).shape().get(1);
      }
      layers = Math.max(layers, layer(rest) + 1);
      projected |= rest.equals("text_projection") || rest.equals("text_projection.weight");
    }
    return new TextEncoderShape(prefix, width, layers, projected);
  }

  /** Whether a file has weights of an encoder under one of the prefixes, not only its leftovers. */
  static boolean isThere(SafetensorsFile file, Collection<String> prefixes) {
    return prefixes.stream().anyMatch(prefix -> isThere(file, prefix));
  }

  static boolean isThere(SafetensorsFile file, String prefix) {
    return file.names().stream()
        .anyMatch(name -> name.startsWith(prefix) && !UnusedTensors.include(name));
  }

  static String prefix(SafetensorsFile file, List<String> prefixes) {
    return prefixes.stream()
        .filter(prefix -> isThere(file, prefix))
        .findFirst()
        .orElse(prefixes.get(0));
  }

  /** The number of the layer that a tensor of the encoder belongs to; -1 for none. */
  static int layer(String rest) {
    Matcher matcher = LAYER.matcher(rest);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
