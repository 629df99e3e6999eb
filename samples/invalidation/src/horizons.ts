/** The height of the sun's centre at which a day begins and ends, in degrees, by the name of the custom. */
export const horizons = new Map<string, number>();

horizons.set("centre", 0);
horizons.set("limb", -0.833);
horizons.set("civil", -6);
