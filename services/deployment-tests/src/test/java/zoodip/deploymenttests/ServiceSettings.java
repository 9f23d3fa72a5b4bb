package zoodip.deploymenttests;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The settings of services, as their mapped interfaces have them. */
final class ServiceSettings {
  private static final Map<String, String> MODULES =
      Map.of(
          "gateway", "services/gateway",
          "trainer", "services/trainer",
          "inference", "services/inference",
          "evaluator", "services/evaluator",
          "platform", "services/shared/platform",
          "provenance", "services/shared/provenance");

  private ServiceSettings() {}

  /** The mapped interfaces, by MODULE/NAME. */
  static Map<String, Class<?>> interfaces() throws IOException, ClassNotFoundException {
    Map<String, Class<?>> interfaces = new TreeMap<>();
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      Path sources = Repository.ROOT.resolve(module.getValue()).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(path -> path.toString().endsWith("Config.java")).toList()) {
          String name =
              sources.relativize(file).toString().replace('\\', '/').replaceAll("\\.java$", "");
          Class<?> type = Class.forName(name.replace('/', '.'));
          if (type.isAnnotationPresent(ConfigMapping.class)) {
            interfaces.put(module.getKey() + "/" + type.getSimpleName(), type);
          }
        }
      }
    }
    return interfaces;
  }

  /** Their names, such as {@code gateway.fold.store}. */
  static Set<String> of(Class<?> mapped) {
    Set<String> settings = new TreeSet<>();
    add(mapped.getAnnotation(ConfigMapping.class).prefix(), mapped, settings);
    return settings;
  }

  private static void add(String prefix, Class<?> type, Set<String> settings) {
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        continue;
      }
      String name =
          method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + key(method);
      Class<?> value = method.getReturnType();
      if (value.isInterface() && value.getName().startsWith("zoodip.")) {
        add(name, value, settings);
      } else {
        settings.add(name);
      }
    }
  }

  private static String key(Method method) {
    WithName name = method.getAnnotation(WithName.class);
    return name == null
        ? method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
        : name.value();
  }
}
