package io.quantix.desktop.cli;

import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.xml.DomainDescription;
import tools.jackson.core.JsonGenerator;

/** VMs as stable JSON objects; {@code docs/command-line.md} documents the fields. */
final class VmJson {
  private VmJson() {}

  /** The fields that {@code list} and {@code show} have in common. */
  static void common(JsonGenerator json, DomainSummary vm, DomainDescription description) {
    json.writeStringProperty("name", vm.domain().name());
    json.writeStringProperty("uuid", vm.domain().uuid().toString());
    if (vm.domain().id().isPresent()) {
      json.writeNumberProperty("id", vm.domain().id().getAsInt());
    } else {
      json.writeNullProperty("id");
    }
    json.writeStringProperty("state", vm.state().state().words());
    json.writeBooleanProperty("autostart", vm.autostart());
    json.writeBooleanProperty("persistent", vm.persistent());
    json.writeBooleanProperty("managedSave", vm.managedSave());
    json.writeStringProperty("title", description.title());
    json.writeNumberProperty("vcpus", description.vcpus());
    json.writeNumberProperty("memoryKiB", description.memoryKib());
  }

  /** What {@code show} has beyond that. */
  static void details(JsonGenerator json, DomainDescription vm) {
    json.writeNumberProperty("maxVcpus", vm.maxVcpus());
    json.writeStringProperty("description", vm.description());
    json.writeStringProperty("type", vm.domainType());
    json.writeStringProperty("architecture", vm.architecture());
    json.writeStringProperty("machine", vm.machine());
    json.writeStringProperty("firmware", vm.firmware());
    json.writeStringProperty("os", vm.osId());
    json.writeArrayPropertyStart("disks");
    for (var disk : vm.disks()) {
      json.writeStartObject();
      json.writeStringProperty("target", disk.target());
      json.writeStringProperty("bus", disk.bus());
      json.writeStringProperty("device", disk.device());
      json.writeStringProperty("source", disk.source());
      json.writeStringProperty("format", disk.format());
      json.writeBooleanProperty("readOnly", disk.readOnly());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("interfaces");
    for (var nic : vm.interfaces()) {
      json.writeStartObject();
      json.writeStringProperty("type", nic.type());
      json.writeStringProperty("source", nic.source());
      json.writeStringProperty("mac", nic.mac());
      json.writeStringProperty("model", nic.model());
      json.writeStringProperty("target", nic.target());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("graphics");
    for (var graphics : vm.graphics()) {
      json.writeStartObject();
      json.writeStringProperty("type", graphics.type());
      json.writeStringProperty("listen", graphics.listen());
      if (graphics.port().isPresent()) {
        json.writeNumberProperty("port", graphics.port().getAsInt());
      } else {
        json.writeNullProperty("port");
      }
      if (graphics.socket().isPresent()) {
        json.writeStringProperty("socket", graphics.socket().get());
      } else {
        json.writeNullProperty("socket");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
