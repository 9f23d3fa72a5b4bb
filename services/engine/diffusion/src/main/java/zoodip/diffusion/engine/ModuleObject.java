package zoodip.diffusion.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object of a TorchScript class.
 *
 * @param type the class's name in the program text
 * @param attributes the values of its attributes: Boolean, Integer, Long, Double, String, List, Map
 *     or another module
 */
public record ModuleObject(String type, Map<String, Object> attributes) {

  public ModuleObject {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("training", false);
    all.putAll(attributes);
    attributes = Collections.unmodifiableMap(all);
  }
}
