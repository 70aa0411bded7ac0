using Mas.Commands;
using Mas.Commands.Devices;
using Mas.Commands.Parsing;
using Mas.Learning.Catalogues;
using Mas.Vision;

var terminal = Terminal.OfProcess();
var device = DeviceVerb.Create("mas-device", terminal, LearningCatalogue.Standard.WithPictures());
return new CommandProgram(device, terminal).Run(args);
