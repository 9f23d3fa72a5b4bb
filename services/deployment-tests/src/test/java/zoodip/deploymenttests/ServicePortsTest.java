package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServicePortsTest {
  /** All four run on one machine, or in one network name space, as they come. */
  @Test
  void noTwoServicesListenOnOnePort() throws Exception {
    List<Integer> ports = new ArrayList<>();
    for (String service : List.of("gateway", "trainer", "inference", "evaluator")) {
      ServicePorts own = ServicePorts.of(service);
      ports.add(own.http());
      ports.add(own.grpc());
    }
    assertEquals(8, Set.copyOf(ports).size(), ports::toString);
  }
}
