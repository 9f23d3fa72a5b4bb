package zoodip.diffusion.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as its program knows it.
 *
 * @param text the program text's name, for example {@code unet}
 * @param type its class, for example {@code UNet}
 * @param attributes the class's attributes besides its layers
 * @param layout the weights that it is given
 */
public record NetworkProgram(
    String text, String type, Map<String, Object> attributes, Layout layout) {

  public NetworkProgram {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
