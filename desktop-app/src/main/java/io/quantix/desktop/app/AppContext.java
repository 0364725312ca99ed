package io.quantix.desktop.app;

import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmModel;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.layout.Region;

/**
 * What every feature may use.
 *
 * @param openConsole shows a VM's screen
 * @param thumbnail makes a live picture of a VM's screen
 */
public record AppContext(
    Hosts hosts,
    TaskList tasks,
    NoticeBoard notices,
    SettingsStore settings,
    Consumer<VmModel> openConsole,
    Function<VmModel, Region> thumbnail) {}
