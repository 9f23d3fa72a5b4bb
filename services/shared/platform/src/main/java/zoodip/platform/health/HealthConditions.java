package zoodip.platform.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** A check that is up while all of its conditions hold. */
public final class HealthConditions implements HealthCheck {
  private final String name;
  private final List<BooleanSupplier> unnamed = new ArrayList<>();
  private final Map<String, BooleanSupplier> named = new LinkedHashMap<>();
  private final Map<String, LongSupplier> figures = new LinkedHashMap<>();
  private final List<Supplier<Map<String, String>>> descriptions = new ArrayList<>();

  private HealthConditions(String name) {
    this.name = name;
  }

  /**
   * @param name of the check, as it is seen from outside
   */
  public static HealthConditions of(String name) {
    return new HealthConditions(name);
  }

  public HealthConditions require(BooleanSupplier condition) {
    unnamed.add(condition);
    return this;
  }

  /** Likewise; the check shows whether this one holds. */
  public HealthConditions require(String condition, BooleanSupplier holds) {
    named.put(condition, holds);
    return this;
  }

  /** Shows a figure, whatever it is. */
  public HealthConditions show(String figure, LongSupplier value) {
    figures.put(figure, value);
    return this;
  }

  /** Shows what there is, in words, by name. */
  public HealthConditions describe(Supplier<Map<String, String>> description) {
    descriptions.add(description);
    return this;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(name);
    boolean up = unnamed.stream().allMatch(BooleanSupplier::getAsBoolean);
    for (var condition : named.entrySet()) {
      boolean holds = condition.getValue().getAsBoolean();
      response.withData(condition.getKey(), holds);
      up &= holds;
    }
    figures.forEach((figure, value) -> response.withData(figure, value.getAsLong()));
    descriptions.forEach(description -> description.get().forEach(response::withData));
    return response.status(up).build();
  }

  public boolean areMet() {
    return call().getStatus() == HealthCheckResponse.Status.UP;
  }
}
