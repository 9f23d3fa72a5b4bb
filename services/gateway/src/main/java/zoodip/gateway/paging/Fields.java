package zoodip.gateway.paging;

import java.util.List;
import java.util.function.Function;
import zoodip.platform.errors.ServiceException;

/**
 * The fields of a list's items. The first is the resource's name, unlike any other item's.
 *
 * @param all in the order in which they are told
 */
public record Fields<T>(List<Field<T>> all) {
  public Fields {
    all = List.copyOf(all);
  }

  @SafeVarargs
  public static <T> Fields<T> of(Field<T>... fields) {
    return new Fields<>(List.of(fields));
  }

  /**
   * The field of that name.
   *
   * @param refusal makes the exception of the problem that there is none
   */
  Field<T> named(String name, Function<String, ServiceException> refusal) {
    return all.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(() -> refusal.apply("unknown field '%s'; use %s".formatted(name, names())));
  }

  Field<T> name() {
    return all.get(0);
  }

  public List<String> names() {
    return all.stream().map(Field::name).toList();
  }
}
