using Mas.Commands;
using Mas.Commands.Devices;
using Mas.Commands.Parsing;
using Mas.Learning.Catalogues;
using Mas.Tables;
using Mas.Vision;

var terminal = Terminal.OfProcess();
var learning = LearningCatalogue.Standard.WithPictures().With(TableSource.Instance);
return new CommandProgram(DeviceVerb.Create("mas-device", terminal, learning), terminal).Run(args);
