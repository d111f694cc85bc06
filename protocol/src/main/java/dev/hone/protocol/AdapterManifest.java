package dev.hone.protocol;

import java.util.List;

/// A finished adapter in PEFT's layout, as it lies in the store.
public record AdapterManifest(List<NamedObject> files, Lineage lineage) {
    public AdapterManifest {
        files = List.copyOf(files);
        if (files.stream().noneMatch(file -> file.path().equals("adapter_model.safetensors"))) {
            throw new IllegalArgumentException("an adapter must have an adapter_model.safetensors");
        }
    }
}
