package zoodip.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.engine.DeviceReport;

class DeviceTableTest {
  @Test
  void theFiguresOfThePapersSizeStandBesideThePapers() {
    DeviceReport device =
        new DeviceReport("gpu0 (RTX)", "2.7.1 cu128", "570.86", "1 of 24576 MiB used");
    DeviceFindings findings =
        new DeviceFindings(
            device,
            List.of(new DeviceGoldens("sd15", 101, 1, 1.5)),
            Map.of("int8/fp32", 0.9998),
            new DeviceBatch(7, true, false, 1e-6),
            List.of(
                new DeviceSpeed("sd15", 512, 0.05, 2300, 20, 1.5, 1.25, 4000),
                new DeviceSpeed("sdxl", 1024, 0.5, 6000, 20, 5, 4.5, 12_000)));
    assertFalse(findings.isSound(), "a reference tensor does not agree");
    assertEquals(
        """
        # gpu0 (RTX)

        libtorch 2.7.1 cu128, driver 570.86, memory: 1 of 24576 MiB used

        | what | here | paper, RTX 3090 |
        | --- | --- | --- |
        | sd15, 512 px: steps a second, int8, two directions | 20.0 | 16.1 |
        | sd15, 512 px: memory of a training, GB | 2.41 | 2.37 |
        | sd15, 512 px: seconds of a picture of 20 steps, one and of four | 1.50, 1.25 |  |
        | sd15, 512 px: memory of drawing, GB | 4.19 |  |
        | sdxl, 1024 px: steps a second, int8, two directions | 2.00 |  |
        | sdxl, 1024 px: memory of a training, GB | 6.29 |  |
        | sdxl, 1024 px: seconds of a picture of 20 steps, one and of four | 5.00, 4.50 |  |
        | sdxl, 1024 px: memory of drawing, GB | 12.58 |  |
        | reference tensors of sd15 | 100 of 101 agree |  |
        | fidelity of int8/fp32 | 0.9998 |  |
        | memory runs out: a batch is halved, the next step is the same | yes |  |
        | a step has the same bits in a batch with another job's | no |  |
        """,
        DeviceTable.of(findings));
  }
}
