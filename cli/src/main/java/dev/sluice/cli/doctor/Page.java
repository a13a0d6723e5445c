package dev.sluice.cli.doctor;

import dev.sluice.cli.report.Json;
import java.util.ArrayList;
import java.util.List;

/** All findings, as one page that can be pasted into a report, or as JSON. */
public final class Page {
  private final List<Finding> findings = new ArrayList<>();

  /** Adds a finding; those of one group come one behind the other. */
  public void add(Finding finding) {
    findings.add(finding);
  }

  /** Returns the findings that call for something. */
  public List<Finding> troubles() {
    return findings.stream().filter(Finding::isTrouble).toList();
  }

  /** Returns the page, its lines ended. */
  public String text() {
    StringBuilder text = new StringBuilder();
    String group = "";
    for (Finding finding : findings) {
      String heading = finding.group().equals(group) ? "" : finding.group();
      group = finding.group();
      text.append("%-9s %-16s %s%n".formatted(heading, finding.name(), finding.value()));
    }
    text.append(System.lineSeparator());
    List<Finding> troubles = troubles();
    if (troubles.isEmpty()) {
      text.append("Nothing here slows Sluice down.%n".formatted());
    }
    troubles.forEach(
        trouble -> text.append("! %s: %s%n".formatted(trouble.name(), trouble.advice())));
    return text.toString();
  }

  /** Returns one JSON object on one line, not ended. */
  public String json() {
    Json json = Json.object().put("troubles", troubles().size()).beginList("findings");
    for (Finding finding : findings) {
      json.beginObject()
          .put("group", finding.group())
          .put("name", finding.name())
          .put("value", finding.value())
          .put("advice", finding.advice())
          .endObject();
    }
    return json.endList().line();
  }
}
